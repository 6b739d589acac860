// Draws the charts of a page from the JSON beside each table. Only pages with charts load this file.
// Nothing here needs more than script-src 'self' and style-src 'self': no HTML tooltip, styles through CSSOM only.

import { BarChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { SVGRenderer } from "echarts/renderers";

use([BarChart, GridComponent, LegendComponent, TooltipComponent, SVGRenderer]);

const BAR_PX = 26;
const AROUND_PX = 56;
const PAPER_PX = 640;
const NARROW_PX = 420;
const PATTERNS = [
  null,
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 5], rotation: -Math.PI / 4 },
  { symbol: "circle", dashArrayX: [[6, 6], [0, 6, 6, 0]], dashArrayY: [6, 0], symbolSize: 0.6 },
  { symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 3], rotation: Math.PI / 2 },
];

const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(`--antu-${name}`).trim();
const colourOf = (tone) => token(tone === "plain" ? "ink-soft" : tone);
const SIGN_PX = 8;
const NAMES_PX = 120;
const shortened = (label, most) => (label.length > most ? `${label.slice(0, most - 1)}…` : label);

function styleOf(chart, series, tone, onPaper) {
  if (!onPaper) return { color: colourOf(tone) };
  const pattern = { color: "rgba(0,0,0,0.75)", backgroundColor: "#fff", ...PATTERNS[chart.series.indexOf(series) % 4] };
  return { color: "#fff", borderColor: "#000", borderWidth: 1, decal: chart.series.length > 1 ? pattern : null };
}

function barOf(chart, series, position, onPaper) {
  const { tone } = series.tone === "plain" ? chart.categories[position] : series;
  return { value: Number(series.values[position]), itemStyle: styleOf(chart, series, tone, onPaper) };
}

function optionsOf(chart, onPaper, width) {
  const ink = onPaper ? "#000" : token("ink");
  const isStacked = chart.kind === "stacked";
  const wholes = chart.categories.map((_, at) => chart.series.reduce((sum, each) => sum + Number(each.values[at]), 0));
  const unit = (width - NAMES_PX - 44) / Math.max(1, ...wholes);
  // What does not fit into its part of a bar is not cut: the tip and the table have it.
  const inside = (value) => value * unit >= String(value).length * SIGN_PX + 4;
  return {
    animation: false,
    textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: ink },
    tooltip: { renderMode: "richText", trigger: "item", formatter: (at) => `${at.name}\n${at.seriesName}：${at.value} ${chart.unit}` },
    legend: { show: isStacked, top: 0, left: 0, itemWidth: 14, itemHeight: 10, textStyle: { color: ink }, selectedMode: false },
    grid: { top: isStacked ? 30 : 6, left: 4, right: 44, bottom: 4, containLabel: true },
    xAxis: { type: "value", minInterval: 1, splitLine: { lineStyle: { color: onPaper ? "#999" : token("line-soft") } } },
    yAxis: {
      type: "category",
      inverse: true,
      triggerEvent: true,
      axisTick: { show: false },
      data: chart.categories.map((each) => each.label),
      axisLabel: { color: ink, formatter: (label) => shortened(label, width < NARROW_PX ? 7 : 14) },
    },
    series: chart.series.map((series) => ({
      type: "bar",
      name: series.label,
      stack: isStacked ? "all" : undefined,
      cursor: "pointer",
      barMaxWidth: 16,
      itemStyle: styleOf(chart, series, series.tone, onPaper),
      data: series.values.map((_, position) => barOf(chart, series, position, onPaper)),
      label: {
        show: true,
        position: isStacked ? "inside" : "right",
        formatter: (at) => (at.value && (!isStacked || inside(at.value)) ? String(at.value) : ""),
        color: isStacked && !onPaper ? "#fff" : ink,
        textBorderColor: onPaper ? "#fff" : undefined,
        textBorderWidth: onPaper ? 3 : 0,
      },
      labelLayout: { hideOverlap: true },
    })),
  };
}

function leadTo(chart, at) {
  const label = at.componentType === "yAxis";
  const url = label ? chart.categories.find((each) => each.label === at.value)?.url : chart.series[at.seriesIndex].urls[at.dataIndex];
  if (url) window.location.assign(url);
}

function draw(figure) {
  const chart = JSON.parse(figure.dataset.chart);
  const place = figure.querySelector(".chart-drawing");
  figure.dataset.drawn = "";
  const details = figure.querySelector(".chart-table");
  place.hidden = false;
  place.style.height = `${chart.categories.length * BAR_PX + AROUND_PX}px`;
  details.open = false;
  const drawing = init(place, null, { renderer: "svg" });
  drawing.setOption(optionsOf(chart, false, place.clientWidth));
  drawing.on("click", (at) => leadTo(chart, at));
  new ResizeObserver(() => drawing.resize()).observe(place);

  let wasOpen = false;
  window.addEventListener("beforeprint", () => {
    wasOpen = details.open;
    details.open = true;
    drawing.resize({ width: PAPER_PX });
    drawing.setOption(optionsOf(chart, true, PAPER_PX));
  });
  window.addEventListener("afterprint", () => {
    details.open = wasOpen;
    drawing.resize({ width: "auto" });
    drawing.setOption(optionsOf(chart, false, place.clientWidth));
  });
}

for (const figure of document.querySelectorAll("figure[data-chart]:not([data-drawn])")) draw(figure);
