// Draws the charts; makes tables sortable and filterable, findings searchable. No library.
(() => {
  "use strict";
  const PAGE = 50;
  const MORE = 200;
  const compare = new Intl.Collator("zh-CN", { numeric: true }).compare;
  const count = (n) => n.toLocaleString("zh-CN");

  const make = (name, text = "", attributes = {}) => {
    const element = document.createElement(name);
    element.textContent = text;
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };

  const labelled = (title, control) => {
    const label = make("label", title);
    label.append(control);
    return label;
  };

  const chooser = (title, values) => {
    const select = make("select");
    select.append(make("option", "全部", { value: "" }));
    for (const value of values) select.append(make("option", value, { value: `=${value}` }));
    return [labelled(title, select), select];
  };

  const searcher = (changed) => {
    const input = make("input", "", { type: "search", placeholder: "输入要找的字" });
    let waiting = 0;
    input.addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(changed, 120);
    });
    return input;
  };

  const contains = (text, wanted) => wanted.every((word) => text.includes(word));
  const words = (input) => input.value.toLowerCase().split(/\s+/).filter(Boolean);

  // A table: its rows are read once; sorting moves them, filtering and paging hide them.
  const listing = (block) => {
    const body = block.querySelector("tbody");
    const heads = [...block.querySelectorAll("th")];
    const tools = block.querySelector(".tools");
    const more = block.querySelector(".more");
    const rows = [...body.rows].map((row) => {
      const cells = [...row.cells].map((cell) => cell.textContent);
      return { row, cells, text: cells.join("\n").toLowerCase() };
    });
    let order = rows;
    let limit = PAGE;

    const show = () => {
      const wanted = words(search);
      const chosen = choices.filter(([, select]) => select.value);
      const found = order.filter(
        (r) => contains(r.text, wanted) &&
          chosen.every(([index, select]) => r.cells[index] === select.value.slice(1)));
      const seen = new Set(found.slice(0, limit));
      for (const r of rows) r.row.hidden = !seen.has(r);
      more.textContent = `显示 ${count(seen.size)} 行，符合条件的 ${count(found.length)} 行。`;
      if (seen.size < found.length) {
        const button = make("button", `再显示 ${Math.min(MORE, found.length - seen.size)} 行`, { type: "button" });
        button.addEventListener("click", () => { limit += MORE; show(); });
        more.append(button);
      }
    };
    const changed = () => { limit = PAGE; show(); };

    const sort = (index, head) => {
      const down = head.getAttribute("aria-sort") === "ascending";
      const number = head.classList.contains("number");
      const key = (r) => r.cells[index];
      const value = (r) => parseFloat(key(r).replaceAll(",", ""));
      const by = number ? (a, b) => value(a) - value(b) : (a, b) => compare(key(a), key(b));
      // What is unknown stays last in either direction.
      const known = rows.filter((r) => key(r) !== "").sort((a, b) => (down ? by(b, a) : by(a, b)));
      order = [...known, ...rows.filter((r) => key(r) === "")];
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      body.append(...order.map((r) => r.row));
      changed();
    };

    const search = searcher(changed);
    tools.append(labelled("查找", search));
    const choices = [];
    heads.forEach((head, index) => {
      const title = head.textContent;
      const button = make("button", title, { type: "button" });
      button.addEventListener("click", () => sort(index, head));
      head.replaceChildren(button);
      if (!head.hasAttribute("data-choose")) return;
      const values = [...new Set(rows.map((r) => r.cells[index]))].filter(Boolean).sort(compare);
      if (values.length < 2) return;
      const [label, select] = chooser(title, values);
      select.addEventListener("change", changed);
      choices.push([index, select]);
      tools.append(label);
    });
    tools.hidden = false;
    show();
  };

  const findings = (block) => {
    const tools = block.querySelector(".tools");
    const more = block.querySelector(".more");
    const groups = [...block.querySelectorAll(".group")].map((group) => ({
      group,
      severity: group.dataset.severity,
      title: group.querySelector("summary").textContent.toLowerCase(),
      items: [...group.querySelectorAll(".finding")].map((item) => [item, item.textContent.toLowerCase()]),
    }));
    const show = () => {
      const wanted = words(search);
      let seen = 0;
      for (const { group, severity, title, items } of groups) {
        const fits = !select.value || select.value === `=${severity}`;
        let here = 0;
        for (const [item, text] of items) {
          item.hidden = !(fits && contains(title + text, wanted));
          here += !item.hidden;
        }
        group.hidden = !here;
        if (wanted.length) group.open = here > 0;
        seen += here;
      }
      more.textContent = `显示 ${count(seen)} 项。`;
    };
    const search = searcher(show);
    const [label, select] = chooser("严重程度", [...new Set(groups.map((g) => g.severity))]);
    select.addEventListener("change", show);
    tools.append(labelled("查找部门、文件或文字", search), label);
    tools.hidden = false;
    show();
  };

  // Expressions are interpreted, not compiled: the page's policy allows no eval.
  const draw = async () => {
    const { config, specs } = JSON.parse(document.getElementById("charts").textContent);
    const options = { mode: "vega-lite", renderer: "svg", actions: false, ast: true, config };
    for (const place of document.querySelectorAll("[data-chart]")) {
      try {
        await vegaEmbed(place, specs[place.dataset.chart], options);
      } catch (error) {
        place.replaceChildren(make("p", `这张图没有画出来：${error.message}`, { class: "failed" }));
        console.error(error);
      }
    }
    document.documentElement.dataset.drawn = "true";
  };

  const follow = () => {
    const links = new Map([...document.querySelectorAll("nav a")].map((a) => [a.hash.slice(1), a]));
    const mark = (entries) => {
      for (const entry of entries) {
        if (!entry.isIntersecting) continue;
        for (const link of links.values()) link.removeAttribute("aria-current");
        links.get(entry.target.id).setAttribute("aria-current", "true");
      }
    };
    const watcher = new IntersectionObserver(mark, { rootMargin: "-20% 0px -75% 0px" });
    for (const part of document.querySelectorAll(".part")) watcher.observe(part);
  };

  // On paper nothing can be opened.
  const print = () => {
    let closed = [];
    addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll("details:not([open])")];
      for (const part of closed) part.open = true;
    });
    addEventListener("afterprint", () => {
      for (const part of closed) part.open = false;
    });
  };

  document.querySelectorAll(".listing").forEach(listing);
  document.querySelectorAll(".findings").forEach(findings);
  follow();
  print();
  draw();
})();
