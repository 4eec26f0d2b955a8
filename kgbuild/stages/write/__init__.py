"""write: what was extracted or stored → files that other tools read."""

from __future__ import annotations

from kgbuild.stages.write.annotated import to_line, to_record

__all__ = ["to_line", "to_record"]
