namespace Finntelligence.Evidence.Reporting.Html;

/// <summary>The page's looks: two palettes by custom properties, one column on a telephone, charts side by side where there is room.</summary>
internal static class PageStyle
{
    public const string Css = """
        :root{color-scheme:light dark;--bg:#fbfbf9;--card:#fff;--ink:#1d2327;--soft:#5b656d;--rule:#d9dedf;--grid:#e6e9ea;
        --c1:#1f5f99;--c2:#b4531a;--c3:#2b7a4b;--c4:#7a4fa3;--ok:#22733f;--warn:#8f5b00;--bad:#b3261e;--heat:31,95,153}
        @media (prefers-color-scheme:dark){:root{--bg:#14181b;--card:#1c2226;--ink:#e4e8ea;--soft:#9aa6ae;--rule:#364047;--grid:#2b3338;
        --c1:#6db1ea;--c2:#f0995c;--c3:#6fc48f;--c4:#bb97e0;--ok:#6fcf8e;--warn:#e6b450;--bad:#ff8a80;--heat:90,160,220}}
        *{box-sizing:border-box}
        html{-webkit-text-size-adjust:100%}
        body{margin:0;background:var(--bg);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",sans-serif}
        main,header,footer,nav{max-width:1180px;margin:0 auto;padding:0 20px}
        header{padding-top:32px}
        h1{font-size:1.75rem;line-height:1.2;margin:0 0 4px}
        h2{font-size:1.35rem;margin:56px 0 8px;padding-top:20px;border-top:1px solid var(--rule)}
        h2#summary{margin-top:24px}
        h3{font-size:1.08rem;margin:32px 0 4px}
        p,li,dd{max-width:72ch}p{margin:8px 0 12px}
        .soft,.legend,.table figcaption{color:var(--soft)}
        .mono{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.85em;overflow-wrap:anywhere}
        a{color:var(--c1)}
        nav ul{display:flex;flex-wrap:wrap;gap:4px 18px;list-style:none;margin:14px 0 0;padding:0}
        .verdict{background:var(--card);border:1px solid var(--rule);border-left:6px solid var(--warn);border-radius:6px;padding:14px 20px;margin:20px 0}
        .verdict.ok{border-left-color:var(--ok)}.verdict.bad{border-left-color:var(--bad)}
        .verdict{color:var(--ink)}.verdict strong{font-size:1.2rem}.verdict.ok strong{color:var(--ok)}.verdict.warn strong{color:var(--warn)}.verdict.bad strong{color:var(--bad)}
        .note{background:var(--card);border:1px solid var(--rule);border-left:6px solid var(--bad);border-radius:6px;padding:10px 20px;margin:16px 0}
        .tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:12px;margin:16px 0;padding:0;list-style:none}
        .tiles li{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:10px 14px}
        .tiles b{display:block;font-size:1.35rem;line-height:1.25;font-variant-numeric:tabular-nums}
        .tiles span{color:var(--soft);font-size:.88rem}
        .charts{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));gap:16px;margin:12px 0 20px}
        .chart{margin:0;background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:12px 12px 8px;min-width:0}
        .chart figcaption{font-weight:600;font-size:.95rem;margin-bottom:6px}
        .chart svg{display:block;width:100%;height:auto;max-width:520px;margin:0 auto}
        .chart text{font:12px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;fill:var(--ink);paint-order:stroke;stroke:var(--card);stroke-width:3px;stroke-linejoin:round}
        .legend{font-size:.85rem;margin:4px 0 2px;display:flex;flex-wrap:wrap;gap:2px 14px}
        .key{display:inline-block;width:14px;height:4px;border-radius:2px;margin-right:6px;vertical-align:middle;background:currentColor}
        .grid{stroke:var(--grid)}.axis{stroke:var(--soft)}
        .line{fill:none;stroke-width:2;stroke-linejoin:round}.thin{stroke-width:1.2;stroke-dasharray:4 4}
        .band{opacity:.22;stroke:none}
        .line.c1{stroke:var(--c1)}.line.c2{stroke:var(--c2)}.line.c3{stroke:var(--c3)}.line.c4{stroke:var(--c4)}.line.c0{stroke:var(--soft)}
        .dot.c1,.bar.c1,.band.c1{fill:var(--c1)}.dot.c2,.bar.c2,.band.c2{fill:var(--c2)}.dot.c3,.bar.c3,.band.c3{fill:var(--c3)}
        .dot.c4,.bar.c4,.band.c4{fill:var(--c4)}.dot.c0,.bar.c0,.band.c0{fill:var(--soft)}
        .key.c0{color:var(--soft)}.key.c1{color:var(--c1)}.key.c2{color:var(--c2)}.key.c3{color:var(--c3)}.key.c4{color:var(--c4)}
        .table{margin:12px 0 20px}.scroll{overflow-x:auto}
        table{border-collapse:collapse;font-size:.9rem;font-variant-numeric:tabular-nums;min-width:min(100%,480px)}
        .table figcaption{font-size:.9rem;padding-bottom:4px;max-width:80ch}
        th,td{padding:5px 12px 5px 0;text-align:left;vertical-align:top;border-bottom:1px solid var(--grid)}
        thead th{border-bottom:1px solid var(--soft);font-weight:600;vertical-align:bottom}
        tbody th{font-weight:500}.n{text-align:right}td.n{white-space:nowrap}.many td.n{white-space:normal}table{width:auto;max-width:100%}
        .heat td{padding:5px 8px;text-align:right;white-space:nowrap;border:1px solid var(--bg)}.heat th{padding-right:10px;white-space:nowrap}
        span.ok{color:var(--ok)}span.warn{color:var(--warn)}span.bad{color:var(--bad)}.ok b,.warn b,.bad b{white-space:nowrap}
        .signs{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,260px),1fr));gap:16px;margin:12px 0 20px}
        .sign{background:var(--card);border:1px solid var(--rule);border-radius:6px;padding:12px 16px;break-inside:avoid}
        .sign span{display:block;color:var(--soft);font-size:.85rem;margin-top:40px;border-top:1px solid var(--soft);padding-top:2px}
        dt{font-weight:600;margin-top:10px}dd{margin:0 0 4px}
        details{margin:8px 0 16px}summary{cursor:pointer;color:var(--c1)}
        footer{color:var(--soft);font-size:.88rem;padding-top:28px;padding-bottom:48px}
        @media (max-width:640px){.many thead{position:absolute;left:-9999px}.many tr{display:block;padding:8px 0;border-bottom:1px solid var(--rule)}
        .many td,.many td.n,.many th{display:flex;justify-content:space-between;gap:14px;border:0;padding:1px 0;text-align:right;white-space:normal}
        .many td::before{content:attr(data-l);color:var(--soft);text-align:left;flex:0 0 auto;max-width:45%}.many td:empty{display:none}.many tbody th{font-weight:600;text-align:left}.many,.many tbody{display:block;min-width:0}
        h1{font-size:1.45rem}main,header,footer,nav{padding-left:14px;padding-right:14px}}
        @media print{@page{size:A4;margin:14mm}body{background:#fff;font-size:10pt}main,header,footer,nav{max-width:none;padding:0}nav{display:none}
        table{font-size:7.5pt}th,td{padding:2px 6px 2px 0}.scroll{overflow:visible}.chart,.verdict,tr{break-inside:avoid}h2,h3,figcaption{break-after:avoid;break-inside:avoid}
        .charts{grid-template-columns:1fr 1fr}.signs{grid-template-columns:1fr 1fr 1fr;break-inside:avoid}details::details-content{content-visibility:visible;display:block;height:auto}summary{list-style:none}}
        """;
}
