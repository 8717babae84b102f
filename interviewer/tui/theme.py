"""The two colour themes. Every pair of text and background has a contrast of at least 4.5."""

from textual.theme import Theme

DARK = Theme(
    name="interviewer-dark",
    primary="#7db4e6",
    secondary="#9aa7b8",
    accent="#7db4e6",
    foreground="#d9dde5",
    background="#14161a",
    surface="#1a1d23",
    panel="#242932",
    success="#8fca8f",
    warning="#e5bd6e",
    error="#ee8f88",
    dark=True,
    variables={
        "muted": "#8f98a8",
        "line": "#323945",
        "block-cursor-background": "#2a3a4d",
        "block-cursor-foreground": "#f2f5fa",
        "block-cursor-blurred-background": "#20252d",
        "input-selection-background": "#3a5572",
        "scrollbar": "#39414e",
        "scrollbar-hover": "#4a5464",
        "scrollbar-active": "#7db4e6",
        "scrollbar-background": "#14161a",
    },
)

LIGHT = Theme(
    name="interviewer-light",
    primary="#17578f",
    secondary="#4c5562",
    accent="#17578f",
    foreground="#22262d",
    background="#fbfaf8",
    surface="#f3f1ec",
    panel="#e7e4dc",
    success="#23682d",
    warning="#7d5200",
    error="#a12b26",
    dark=False,
    variables={
        "muted": "#5b6270",
        "line": "#cfcabf",
        "block-cursor-background": "#d3e3f2",
        "block-cursor-foreground": "#12161c",
        "block-cursor-blurred-background": "#ece9e2",
        "input-selection-background": "#b5d2ee",
        "scrollbar": "#c4beb2",
        "scrollbar-hover": "#aaa396",
        "scrollbar-active": "#17578f",
        "scrollbar-background": "#fbfaf8",
    },
)

THEMES = {"dark": DARK, "light": LIGHT}
