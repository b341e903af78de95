// What plain links and forms cannot do: keys, submitting a choice at once, bringing a mark into view.
"use strict";

const typing = (element) => element.matches("input, textarea, select");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (event.key === "/") {
    const box = document.querySelector("main input[type=search]") || document.querySelector("#quick");
    event.preventDefault();
    box.focus();
    box.select();
  } else if (event.key === "n" || event.key === "p") {
    const link = document.querySelector(`a[rel=${event.key === "n" ? "next" : "prev"}]`);
    if (link) link.click();
  }
});

for (const select of document.querySelectorAll("select[data-submit]")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A file is sent as text: tables saved by Excel in China are GB18030.
function decoded(bytes) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder("gb18030").decode(bytes);
  }
}

for (const input of document.querySelectorAll("input[type=file][data-into]")) {
  const buttons = input.form.querySelectorAll("button");
  const fill = async () => {
    const [file] = input.files;
    for (const button of buttons) button.disabled = true;
    const text = file ? decoded(await file.arrayBuffer()) : "";
    document.getElementById(input.dataset.into).value = text;
    for (const button of buttons) button.disabled = false;
  };
  input.addEventListener("change", fill);
  fill();
}

// The mark of a row and the row of a mark light up together.
const partner = (id) => document.getElementById((id.startsWith("m-") ? "r-" : "m-") + id.slice(2));

// Only the pane that holds an element is scrolled, so that source and rows stay side by side.
function center(element) {
  const pane = element.closest(".source, .rows");
  if (!pane) {
    element.scrollIntoView({ block: "center" });
    return;
  }
  const [box, frame] = [element.getBoundingClientRect(), pane.getBoundingClientRect()];
  pane.scrollBy(
    box.left - frame.left - (frame.width - box.width) / 2,
    box.top - frame.top - (frame.height - box.height) / 2,
  );
  if (frame.bottom > innerHeight || frame.top < 0) pane.scrollIntoView({ block: "nearest" });
}

function light() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "hit") {
    const hit = document.querySelector("rect.hit, .paper .hit");
    if (hit) center(hit);
    return;
  }
  if (!/^[mr]-[0-9a-f]+$/.test(id)) return;
  for (const element of [document.getElementById(id), partner(id)]) {
    if (!element) continue;
    element.classList.add("lit");
    const details = element.querySelector("details");
    if (details && !element.querySelector(".fix[open]")) details.open = true;
    center(element);
  }
}

// After the browser's own jump, which would scroll the whole page.
window.addEventListener("hashchange", () => requestAnimationFrame(light));
window.addEventListener("load", () => requestAnimationFrame(light));
