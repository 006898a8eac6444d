// Checks a YAML tree against the description of the format: keys, kinds of values, limits.
//
// Output     every difference, in the order of the file; a node that is not what its place asks for is marked `bad`,
//            so that the reader passes over what has been reported
// Cost       linear in the tree with aliases written out
#pragma once

#include "base/error.hpp"
#include "case/format.hpp"
#include "case/yaml_tree.hpp"

namespace parley {

void check_shape(yaml::Node& node, const format::Type& type, const std::string& file, Errors& errors);

}  // namespace parley
