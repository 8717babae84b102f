addEventListener("DOMContentLoaded", () => {
  // Beneath the page's own address, which behind a proxy only the browser knows.
  const socket = new URL("ws", location.href);
  socket.protocol = location.protocol === "https:" ? "wss:" : "ws:";
  socket.search = "";
  document.getElementById("terminal").dataset.sessionWebsocketUrl = socket.href;

  // The terminal takes the keys as soon as it shows something, without a click.
  new MutationObserver((_, observer) => {
    const keys = document.querySelector(".xterm-helper-textarea");
    if (keys && document.body.classList.contains("-first-byte")) {
      keys.focus();
      observer.disconnect();
    }
  }).observe(document.body, { attributes: true, childList: true, subtree: true });
});

// textual.js opens a download as a window, which browsers block, and at the root of the server.
const openWindow = window.open.bind(window);
window.open = (address, ...rest) => {
  const { origin, pathname } = new URL(address, location.href);
  if (origin !== location.origin || !pathname.startsWith("/download/")) {
    return openWindow(address, ...rest);
  }
  const link = document.createElement("a");
  link.href = pathname.slice(1);
  link.download = "";
  link.click();
  return null;
};

// A telephone has no wheel: a finger that is drawn over the terminal turns one, line by line.
addEventListener("DOMContentLoaded", () => {
  const line = 20; // pixels that a finger moves for one turn
  const terminal = document.getElementById("terminal");
  let at = null;
  terminal.addEventListener("touchstart", ({ touches }) => {
    at = touches.length === 1 ? touches[0].clientY : null;
  }, { passive: true });
  terminal.addEventListener("touchmove", (event) => {
    if (at === null || event.touches.length !== 1) {
      return;
    }
    event.preventDefault(); // the page itself has nothing to scroll
    const { clientX, clientY } = event.touches[0];
    while (Math.abs(at - clientY) >= line) {
      const down = Math.sign(at - clientY);
      at -= down * line;
      event.target.dispatchEvent(new WheelEvent("wheel", {
        deltaY: down * line, clientX, clientY, bubbles: true, cancelable: true,
      }));
    }
  }, { passive: false });
});
