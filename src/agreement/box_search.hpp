// The search for the box frontier: partial choices, merged where they leave the same vertices open, pruned by corners.
//
// State      before vertex v is decided, a state is the set of later vertices that the choice so far excludes; all
//            choices of one state have the same completions, so only their nondominated weights are kept (labels)
// Pruning    a label goes when for every corner of the archive some direction's bound lies below the corner
// Memory     a layer wider than `width` labels is cut; the more promising part goes first, the rest waits on a stack
// Sources    docs/methods/box-frontier.md
#pragma once

#include "agreement/box_archive.hpp"
#include "agreement/box_bounds.hpp"
#include "agreement/box_graph.hpp"

namespace parley::agreement::boxes {

// Bytes that one label and its share of a state may take.
template <class S>
std::size_t label_bytes(const Graph<S>& graph) {
  return 2 * sizeof(Lane) + 3 * graph.conflicts.words() * sizeof(std::uint64_t) + graph.objectives * sizeof(S) + 32;
}

// Adds to the archive, for every lane, the choice that follows that lane's best bound vertex by vertex.
template <class S>
void dive(const Graph<S>& graph, const Bounds& bounds, Archive<S>& archive);

// Adds what one descent finds that keeps the `width` most promising labels of every layer. True when nothing was dropped:
// the archive is then complete, and that is proved.
template <class S>
bool beam(const Graph<S>& graph, const Directions<S>& directions, const Bounds& bounds, std::size_t width,
          Archive<S>& archive, std::uint64_t& nodes, Work& work);

// Completes the archive. True when that is proved; `nodes` grows by the labels made.
template <class S>
bool search(const Graph<S>& graph, const Directions<S>& directions, const Bounds& bounds, std::size_t width,
            Archive<S>& archive, std::uint64_t& nodes, Work& work);

}  // namespace parley::agreement::boxes
