/// How the page looks: light or dark as the reader's system is, or as chosen; one column on a phone.
enum PageStyle {
  static let text = #"""
    :root {
      color-scheme: light;
      --ground: #ffffff; --raised: #f5f6f8; --ink: #1c1e21; --quiet: #5b626b; --line: #d5d9de;
      --accent: #0b5cad; --old: #b34700; --new: #0066a8; --good: #0a6b3d; --bad: #b3261e;
      --added: #e3f5e8; --removed: #fde8e6; --on-accent: #ffffff;
    }
    :root[data-theme="dark"] {
      color-scheme: dark;
      --ground: #14171a; --raised: #1e2327; --ink: #e7eaed; --quiet: #a2abb5; --line: #383f46;
      --accent: #6cb2f7; --old: #f0a063; --new: #6cbdf2; --good: #62cf93; --bad: #ff8f86;
      --added: #14331f; --removed: #43201d; --on-accent: #0c1116;
    }
    * { box-sizing: border-box; }
    html { scroll-padding-top: 7rem; -webkit-text-size-adjust: 100%; }
    body {
      margin: 0; background: var(--ground); color: var(--ink);
      font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif;
    }
    header, main, footer { max-width: 78rem; margin: 0 auto; padding: 0 1rem; }
    header { padding-top: 1.25rem; }
    h1 { font-size: 1.35rem; line-height: 1.25; margin: 0 0 .25rem; }
    h2 { font-size: 1.15rem; line-height: 1.3; margin: 2.5rem 0 .25rem; padding-top: 1rem;
      border-top: 1px solid var(--line); }
    h3 { font-size: 1rem; margin: 1.25rem 0 .4rem; }
    h2, h3, p, li, figcaption { overflow-wrap: anywhere; }
    p { margin: .25rem 0 .75rem; }
    code, pre, .number { font-family: ui-monospace, SFMono-Regular, Menlo, Consolas,
      "DejaVu Sans Mono", monospace; font-size: .875em; }
    .quiet { color: var(--quiet); }
    .sides { color: var(--quiet); margin: 0 0 .75rem; }
    .sides b { color: var(--ink); font-weight: 600; }
    .good { color: var(--good); } .bad { color: var(--bad); }
    .notice { border-left: 4px solid var(--bad); background: var(--raised); padding: .5rem .75rem;
      margin: .5rem 0; border-radius: 0 6px 6px 0; }
    .notice.note { border-color: var(--accent); }
    ul.claims { list-style: none; margin: .5rem 0 1rem; padding: 0; }
    ul.claims li { padding: .5rem 0 .5rem 1.75rem; border-top: 1px solid var(--line);
      position: relative; }
    ul.claims li::before { content: attr(data-mark); position: absolute; left: .25rem;
      font-weight: 700; }
    ul.claims li.bad::before { color: var(--bad); } ul.claims li.good::before { color: var(--good); }
    ul.claims li, ul.claims li.bad, ul.claims li.good { color: var(--ink); }
    ul.claims small { display: block; color: var(--quiet); font-size: .875rem; }
    .table { overflow-x: auto; margin: .25rem 0 .75rem; }
    table { border-collapse: collapse; font-size: .9rem; }
    th, td { text-align: left; padding: .3rem .9rem .3rem 0; border-bottom: 1px solid var(--line);
      white-space: nowrap; vertical-align: top; }
    th { color: var(--quiet); font-weight: 500; }
    td.number, th.number { text-align: right; }
    pre { margin: 0; padding: .6rem 0; overflow-x: auto; background: var(--raised);
      border: 1px solid var(--line); border-radius: 6px; line-height: 1.45; }
    pre span { display: block; padding: 0 .75rem; min-width: max-content; }
    pre .added { background: var(--added); } pre .removed { background: var(--removed); }
    pre .place { color: var(--quiet); }
    details { margin: .25rem 0 .75rem; } summary { cursor: pointer; padding: .25rem 0; }

    .tools { position: sticky; top: 0; z-index: 5; background: var(--ground);
      border-bottom: 1px solid var(--line); }
    .tools > div { max-width: 78rem; margin: 0 auto; padding: .5rem 1rem; display: flex;
      flex-wrap: wrap; gap: .5rem .75rem; align-items: center; }
    button { font: inherit; font-size: .9rem; color: var(--ink); background: var(--raised);
      border: 1px solid var(--line); border-radius: 6px; padding: .35rem .7rem; min-height: 2.4rem;
      cursor: pointer; }
    button[aria-pressed="true"] { background: var(--accent); border-color: var(--accent);
      color: var(--on-accent); }
    button:focus-visible, input:focus-visible, summary:focus-visible, figure.change:focus-visible {
      outline: 3px solid var(--accent); outline-offset: 2px; }
    .modes { display: flex; } .modes button { border-radius: 0; margin-left: -1px; }
    .modes button:first-child { border-radius: 6px 0 0 6px; }
    .modes button:last-child { border-radius: 0 6px 6px 0; }
    .tools label { display: flex; align-items: center; gap: .5rem; flex: 1 1 12rem;
      color: var(--quiet); font-size: .9rem; visibility: hidden; }
    body[data-mode="swipe"] .tools label, body[data-mode="onion"] .tools label {
      visibility: visible; }
    input[type="range"] { flex: 1; min-width: 6rem; height: 2.4rem; margin: 0;
      accent-color: var(--accent); }
    .tools .end { margin-left: auto; display: flex; gap: .5rem; }

    figure.change { margin: 1rem 0 1.5rem; padding: .75rem; border: 1px solid var(--line);
      border-radius: 8px; background: var(--raised); }
    figure.change.current { border-color: var(--accent); }
    figcaption { margin-bottom: .6rem; font-size: .9rem; }
    figcaption b { font-size: 1rem; margin-right: .5rem; }
    .view { position: relative; display: grid; gap: .75rem; align-items: start;
      grid-template-columns: repeat(auto-fit, minmax(min(100%, 16rem), 1fr)); }
    .pane { min-width: 0; position: relative; }
    .tag { display: block; font-size: .8rem; color: var(--quiet); margin-bottom: .2rem; }
    .old .tag { color: var(--old); } .new .tag { color: var(--new); }
    .pane img, .pane canvas { display: block; max-width: 100%; height: auto; background: #fff; }
    .pane .paper { width: fit-content; max-width: 100%; border: 1px solid var(--line);
      background: #fff; }
    .legend { display: inline-block; width: .7em; height: .7em; margin: 0 .25em 0 .6em;
      border-radius: 2px; }
    .frames { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem; margin-top: .6rem;
      font-size: .9rem; }
    .frames output { min-width: 8.5rem; font-variant-numeric: tabular-nums; }
    .frames .changed { color: var(--bad); }

    /* One above the other: what is new lies over what is old. */
    body:not([data-mode="side"]) .pair .view { display: grid; grid-template-columns: auto;
      width: fit-content; max-width: 100%; padding-top: 1.6rem; }
    body:not([data-mode="side"]) .pair .pane { grid-area: 1 / 1; }
    body:not([data-mode="side"]) .pair .diff { display: none; }
    body:not([data-mode="side"]) .pair .tag { position: absolute; top: -1.5rem; margin: 0; }
    body:not([data-mode="side"]) .pair .old .tag { left: 0; }
    body:not([data-mode="side"]) .pair .new .tag { right: 0; left: auto; }
    body[data-mode="swipe"] .pair .new .paper { clip-path: inset(0 0 0 var(--at, 50%)); }
    body[data-mode="swipe"] .pair .new { pointer-events: none; }
    body[data-mode="swipe"] .pair .view { cursor: ew-resize; touch-action: pan-y;
      user-select: none; }
    .divider { display: none; }
    body[data-mode="swipe"] .pair .divider { display: block; position: absolute; top: 1.6rem;
      bottom: 0; left: var(--at, 50%); width: 2px; margin-left: -1px; background: #d6006c;
      pointer-events: none; }
    .divider::after { content: "↔"; position: absolute; bottom: 1.2rem; left: 50%; width: 1.9rem;
      height: 1.9rem; line-height: 1.9rem; margin: -.95rem; text-align: center; color: #fff;
      background: #d6006c; border-radius: 50%; font-size: 1rem; }
    body[data-mode="onion"] .pair .new .paper { opacity: var(--mix, .5); }
    body[data-mode="blink"] .pair .new .paper { visibility: hidden; }
    body[data-mode="blink"].flip .pair .new .paper { visibility: visible; }
    body[data-mode="blink"] .pair .new .tag { visibility: hidden; right: auto; left: 0; }
    body[data-mode="blink"].flip .pair .new .tag { visibility: visible; }
    body[data-mode="blink"].flip .pair .old .tag { visibility: hidden; }

    .keys { display: grid; grid-template-columns: auto 1fr; gap: .2rem .9rem; margin: .5rem 0; }
    kbd { font: inherit; font-size: .85rem; border: 1px solid var(--line); border-radius: 4px;
      padding: 0 .4rem; background: var(--raised); white-space: nowrap; }
    footer { color: var(--quiet); padding-top: 2rem; padding-bottom: 3rem; font-size: .9rem; }
    @media (max-width: 40rem) {
      .tools > div { padding: .4rem .75rem; }
      .modes { flex: 1 1 0; } .modes button { flex: 1; padding: .35rem .1rem; font-size: .8rem;
        line-height: 1.15; }
      .tools .end { order: 1; } .tools label { order: 2; flex-basis: 100%; }
      body[data-mode="side"] .tools label, body[data-mode="blink"] .tools label { display: none; }
      .tools .end button { padding: .35rem .6rem; }
      figure.change { padding: .5rem; }
      header, main, footer { padding-left: .75rem; padding-right: .75rem; }
    }
    """#
}
