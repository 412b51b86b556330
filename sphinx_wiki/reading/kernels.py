"""Which kernel a notebook asks for, and which one there is to run it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

_DEFAULT = "python3"
_USUAL: Mapping[str, str] = {"python": _DEFAULT, "r": "ir"}


def missing_kernel(metadata: Mapping[str, Any]) -> str | None:
    """Give the name of the kernel that a notebook asks for, if nothing here can stand for it."""
    name, language = _kernel(metadata)
    return name if name not in _installed() and language != "python" else None


def replaced_kernel(metadata: Mapping[str, Any]) -> str | None:
    """Give the name of the kernel that a notebook asks for, if our Python stands for it."""
    name, language = _kernel(metadata)
    return name if name not in _installed() and language == "python" else None


def installed_kernels() -> str:
    """Give the names of the kernels there are, for a message."""
    return ", ".join(sorted(_installed())) or "none"


def with_kernel(metadata: Mapping[str, Any]) -> dict[str, Any]:
    """Give the *metadata* of a notebook with a kernel that is installed, if one can run it."""
    name, language = _kernel(metadata)
    found = dict(metadata)
    if not missing_kernel(metadata) and (name not in _installed() or "kernelspec" not in metadata):
        found["kernelspec"] = {"name": _DEFAULT, "display_name": "Python 3"}
    # Cells are highlighted before, or without, anything having run.
    found.setdefault("language_info", {"name": language})
    return found


def kernel_for(language: str) -> str:
    """Give the name of a kernel for *language*: the usual one, else one that is installed."""
    same = (kernel for kernel, spoken in _languages().items() if spoken == language)
    return _USUAL.get(language) or min(same, default=language)


def language_of(kernel: str) -> str:
    """Give the language of *kernel*; of one that is not installed, by a name as ``julia-1.11``."""
    name = kernel.lower().rstrip("0123456789.-")
    return _languages().get(kernel) or ("r" if name == "ir" else name)


def _kernel(metadata: Mapping[str, Any]) -> tuple[str, str]:
    """Give the kernel's name and its language."""
    spec, info = metadata.get("kernelspec"), metadata.get("language_info")
    name = spec.get("name") if isinstance(spec, dict) else None
    if not isinstance(name, str):
        return _DEFAULT, "python"
    language = spec.get("language") if isinstance(spec, dict) else None
    if not isinstance(language, str):
        language = info.get("name") if isinstance(info, dict) else name
    python = str(language).lower().startswith(("python", "ipython"))
    environment = name.lower().startswith(("python", "conda", "venv", ".venv"))
    return name, "python" if python or environment else str(language).lower()


@cache
def _installed() -> frozenset[str]:
    """Give the names of the installed kernels; they do not change within a build."""
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415 - it takes long

    return frozenset(KernelSpecManager().find_kernel_specs())


@cache
def _languages() -> Mapping[str, str]:
    """Give the language of every installed kernel; they do not change within a build."""
    from jupyter_client.kernelspec import KernelSpecManager  # noqa: PLC0415 - it takes long

    specs = KernelSpecManager().get_all_specs()
    return {
        name: str(each.get("spec", {}).get("language", "")).lower() for name, each in specs.items()
    }
