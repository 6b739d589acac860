"""How names sound: pinyin without tones, surnames as surnames, and what mishearing and dialect make alike.

A reading is a tuple of syllables; letters and digits between Chinese characters are syllables of their own, marks are
left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice, product
from typing import Final

from pypinyin import Style, lazy_pinyin, pinyin
from pypinyin.constants import PINYIN_DICT
from pypinyin.contrib.tone_convert import to_normal

Reading = tuple[str, ...]

_SURNAMES: Final = """
单:shan 曾:zeng 解:xie 仇:qiu 区:ou 查:zha 朴:piao 任:ren 华:hua 盖:ge/gai 葛:ge
覃:qin/tan 乐:yue/le 召:shao 缪:miao 种:chong 黑:he/hei 折:she 员:yun 费:fei/bi 秘:bi
冼:xian 洗:xian 翟:zhai/di 宓:mi/fu 祭:zhai 郗:xi/chi 句:gou 柏:bai/bo 薄:bo
牟:mou/mu 车:che 那:na 能:nai 隗:wei/kui 纪:ji 尉:wei/yu 应:ying 宁:ning 谌:chen/shen
瞿:qu 冯:feng 贾:jia 石:shi 都:du 万:wan 么:yao 曲:qu 盛:sheng 相:xiang 行:xing 藏:zang
过:guo 钭:tou 乜:nie 佴:nai 仉:zhang 呙:guo 阙:que 莘:shen/xin 谷:gu 强:qiang 眭:sui
繁:po 颉:xie 厍:she 适:kuo 沈:shen 晁:chao 占:zhan 卜:bu 洪:hong 重:chong
长:chang/zhang 朝:chao 冠:guan 降:jiang 斗:dou 哈:ha 亓:qi 阚:kan 逄:pang 褚:chu
晟:cheng 尉迟:yu-chi 万俟:mo-qi 单于:chan-yu 长孙:zhang-sun 澹台:tan-tai 令狐:ling-hu
皇甫:huang-fu 夏侯:xia-hou 宇文:yu-wen 鲜于:xian-yu 呼延:hu-yan 上官:shang-guan
欧阳:ou-yang 司马:si-ma 诸葛:zhu-ge 东方:dong-fang 慕容:mu-rong 司徒:si-tu 公孙:gong-sun
轩辕:xuan-yuan 赫连:he-lian 独孤:du-gu 南宫:nan-gong 拓跋:tuo-ba
"""
#: Surnames that a dictionary of words reads otherwise, and those of two characters; the usual reading first.
SURNAMES: Final = {
    name: tuple(readings.split("/")) for name, _, readings in (pair.partition(":") for pair in _SURNAMES.split())
}
PERSON_PIECES_MAX: Final = 4
SYLLABLE_LETTERS_MAX: Final = 6
READINGS_OF_A_CHARACTER: Final = 2
READINGS_OF_A_NAME: Final = 4

_CHINESE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_PIECE: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]|[a-z]+|[0-9]+")


def is_chinese(text: str) -> bool:
    """Whether the text has a Chinese character."""
    return bool(_CHINESE.search(text))


@lru_cache(maxsize=200_000)
def person_readings(name: str) -> tuple[Reading, ...]:
    """How a person's name may be read, the usual way first: the surname as a surname, other characters in any way.

    A name too long for a person's, such as a collective's, is read by words.
    """
    pieces = _PIECE.findall(name.lower())
    if len(pieces) > PERSON_PIECES_MAX:
        return text_readings(name)
    surname = next((each for each in ("".join(pieces[:2]), "".join(pieces[:1])) if each in SURNAMES), "")
    heads: list[Iterable[Reading]] = [[tuple(each.split("-")) for each in SURNAMES[surname]]] if surname else []
    rest: list[Iterable[Reading]] = [[(each,) for each in _of_character(piece)] for piece in pieces[len(surname) :]]
    combined = (sum(parts, ()) for parts in product(*heads, *rest))
    return tuple(dict.fromkeys(islice(combined, READINGS_OF_A_NAME)))


@lru_cache(maxsize=20_000)
def text_readings(text: str) -> tuple[Reading, ...]:
    """How a name of anything else is read: by words, so that 重点 and 重庆 differ."""
    syllables = (piece for part in lazy_pinyin(text.lower(), v_to_u=False) for piece in _PIECE.findall(part))
    return (tuple(syllables),)


@lru_cache(maxsize=10_000)
def _of_character(piece: str) -> tuple[str, ...]:
    if not is_chinese(piece):
        return (piece,)
    (found,) = pinyin(piece, style=Style.NORMAL, heteronym=True)
    return tuple(dict.fromkeys(found))[:READINGS_OF_A_CHARACTER]


@lru_cache(maxsize=2**16)
def alike(letters: str) -> str:
    """What pinyin has in common that ears and dialects mistake: zh/z, ch/c, sh/s, in/ing (an, en too), l/n, ü/u."""
    plain = letters.replace("zh", "z").replace("ch", "c").replace("sh", "s")
    return plain.replace("ng", "n").replace("l", "n").replace("v", "u").replace("ü", "u")


@lru_cache(maxsize=1)
def syllables() -> frozenset[str]:
    """Every syllable that a character has."""
    toned = {each for readings in PINYIN_DICT.values() for each in readings.split(",")}
    return frozenset(plain for plain in map(to_normal, toned) if plain.isascii() and len(plain) > 1)


def split_pinyin(letters: str) -> Reading:
    """Typed pinyin as syllables: as few as pass over the fewest letters, which are slips."""
    best: list[tuple[int, Reading]] = [(0, ())]
    for end in range(1, len(letters) + 1):
        slips, before = best[end - 1]
        ways = [(slips + 1, before)]
        ways += [
            (best[start][0], (*best[start][1], letters[start:end]))
            for start in range(max(0, end - SYLLABLE_LETTERS_MAX), end - 1)
            if letters[start:end] in syllables()
        ]
        best.append(min(ways, key=lambda way: (way[0], len(way[1]))))
    return best[-1][1]
