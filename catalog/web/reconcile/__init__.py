"""The Reconciliation Service API 0.2 (W3C Entity Reconciliation CG, 2023-04-10): what a cell means.

A client such as OpenRefine sends texts and gets candidates with scores; it may ask for suggestions,
previews and the values of properties. JSONP, which 0.2 makes optional, is not offered.
"""

from catalog.web.reconcile.service import Reconcile

__all__ = ["Reconcile"]
