"""Symbols for LaTeX macros: mathematical signs, Greek letters, superscripts and subscripts."""

from __future__ import annotations

__all__ = ["GREEK", "SIGNS", "SIGN_NAMES", "SUBSCRIPTS", "SUPERSCRIPTS"]

SUPERSCRIPTS = str.maketrans(
    "0123456789+-=()abcdefghijklmnoprstuvwxyzTN", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᵀᴺ"
)
SUBSCRIPTS = str.maketrans("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ")

# macro names, often without their backslash, and the sign of each
SIGNS = {
    "times": "×",
    "cdot": "·",
    "cdots": "⋯",
    "ldots": "…",
    "dots": "…",
    "uparrow": "↑",
    "downarrow": "↓",
    "rightarrow": "→",
    "leftarrow": "←",
    "sim": "~",
    "approx": "≈",
    "geq": "≥",
    "leq": "≤",
    "neq": "≠",
    "gg": "≫",
    "ll": "≪",
    "infty": "∞",
    "pm": "±",
    "ell": "ℓ",
}
# an alternation for regular expressions, longest name first
SIGN_NAMES = "|".join(sorted(SIGNS, key=len, reverse=True))
GREEK = {
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε", "zeta": "ζ",
    "eta": "η", "theta": "θ", "kappa": "κ", "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π",
    "rho": "ρ", "sigma": "σ", "tau": "τ", "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω",
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω",
}  # fmt: skip
