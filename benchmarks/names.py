"""Characters of invented names: common surnames, and what given names are made of."""

from typing import Final

SURNAMES: Final = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
GIVEN: Final = (
    "建国华明秀英丽军平伟芳敏静强磊洋艳勇杰娟涛超霞刚桂兰玉梅志文红云春雪飞鹏辉斌宇浩然欣怡子涵梓轩雨泽晨曦佳"
)
