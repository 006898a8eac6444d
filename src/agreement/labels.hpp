// Multi-objective dynamic programming over the states of a machine.
//
// Computes   the nondominated label vectors of all packages that the machine admits, one package each
// Input      a machine; per column an optional ceiling (values above it are worth no more) and an optional floor (a
//            package below it is not admitted)
// Output     labels: n x machine.columns(), row-major, with ceilings applied; a package per label
// Complete   false when the work ended: then nothing is returned; or when `beam` cut: then every label is the value of
//            an admitted package, and none dominates another
// Invariants L1 a label is dropped only if another label of the same state is at least as good in every column, after
//               both were cut at ceiling - rest_low (from there on the ceiling is certain)
//            L2 a label is dropped if it cannot reach a floor
// Cost       sum over layers and states of options * labels, plus dominance filtering; memory 8 bytes a label and layer
// Source     multi-criteria dynamic programming: Klamroth and Wiecek 2000; Ehrgott 2005, ch. 9
#pragma once

#include <optional>
#include <vector>

#include "agreement/machine.hpp"
#include "base/work.hpp"

namespace parley::agreement {

template <class S>
struct Column {
  std::optional<S> ceiling;
  std::optional<S> floor;
  // Only whether `ceiling` is reached matters: what cannot reach it any more is equally lost.
  bool threshold = false;
};

template <class S>
struct Labels {
  std::vector<S> values;
  std::vector<Package> packages;
  bool complete = false;
};

// `beam` > 0 keeps at most that many labels a layer.
template <class S>
Labels<S> best_labels(const Machine<S>& machine, const std::vector<Column<S>>& columns, std::size_t beam, Work& work);

}  // namespace parley::agreement
