// The editor of a pool's tags: a row for each, up to as many as SES takes.

const MOST = 50;

/** Show `tags`, a list of Key and Value. */
export function show(form, tags) {
  const editor = form.querySelector("[data-tags]");
  editor.querySelector("ol").replaceChildren();
  for (const tag of tags) add(editor, tag.Key, tag.Value);
  count(editor);
}

/** The tags that the editor shows. */
export function read(form) {
  return [...form.querySelectorAll("[data-tags] li")].map((row) => ({
    Key: row.querySelector("[data-key]").value,
    Value: row.querySelector("[data-value]").value,
  }));
}

export function addRow(button) {
  const editor = button.closest("[data-tags]");
  add(editor, "", "").querySelector("[data-key]").focus();
  count(editor);
}

export function removeRow(button) {
  const editor = button.closest("[data-tags]");
  button.closest("li").remove();
  count(editor);
  editor.querySelector("[data-action=add-tag]").focus();
}

function add(editor, key, value) {
  const row = editor.querySelector("template").content.firstElementChild.cloneNode(true);
  row.querySelector("[data-key]").value = key;
  row.querySelector("[data-value]").value = value;
  editor.querySelector("ol").append(row);
  return row;
}

function count(editor) {
  const left = MOST - editor.querySelectorAll("li").length;
  editor.querySelector("[data-action=add-tag]").disabled = left <= 0;
  editor.querySelector("[data-tags-left]").textContent = left > 0 ? `${left} more can be added.` : `That is all: a pool has ${MOST} tags at most.`;
}
