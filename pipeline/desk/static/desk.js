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
  const fill = async () => {
    const [file] = input.files;
    document.getElementById(input.dataset.into).value = file ? decoded(await file.arrayBuffer()) : "";
  };
  input.addEventListener("change", fill);
  fill();
}

// The mark of a row and the row of a mark light up together.
const partner = (id) => document.getElementById((id.startsWith("m-") ? "r-" : "m-") + id.slice(2));

function light() {
  for (const lit of document.querySelectorAll(".lit")) lit.classList.remove("lit");
  const id = decodeURIComponent(location.hash.slice(1));
  if (id === "hit") {
    const hit = document.querySelector("rect.hit, .hit");
    if (hit) hit.scrollIntoView({ block: "center", inline: "center" });
    return;
  }
  if (!/^[mr]-[0-9a-f]+$/.test(id)) return;
  for (const element of [document.getElementById(id), partner(id)]) {
    if (!element) continue;
    element.classList.add("lit");
    const details = element.querySelector("details");
    if (details) details.open = true;
    element.scrollIntoView({ block: "center", inline: "center" });
  }
}

window.addEventListener("hashchange", light);
light();
