/* The scripts of a page belong to its address. Where Dash would put another page in its place, it is loaded instead. */

const { pathname } = location;

addEventListener("popstate", (event) => {
  if (location.pathname === pathname) return;
  event.stopImmediatePropagation(); // Dash listens, too, but later
  location.reload();
});
