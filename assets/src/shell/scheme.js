/* Light, dark or for a projector, and which palette, decided before anything is drawn, so that the page does not flash. Loaded in the head. */

const chosen = localStorage.getItem("color-scheme") ?? "";
const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
const { dataset } = document.documentElement;
dataset.colorScheme = ["light", "dark", "projector"].includes(chosen) ? chosen : system;
if (localStorage.getItem("palette")) dataset.palette = "safe";
