"""write: what was extracted or stored → files that other tools read."""

from __future__ import annotations

from kgbuild.stages.write.annotated import to_line, to_record
from kgbuild.stages.write.graph_lines import graph_lines

__all__ = ["graph_lines", "to_line", "to_record"]
