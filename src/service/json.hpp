// Pieces of JSON that several documents share. Only the files that write documents include this: the library is slow to
// compile.
#pragma once

#include <nlohmann/json.hpp>

#include <span>
#include <string>
#include <utility>

#include "agreement/count.hpp"
#include "base/number.hpp"
#include "case/model.hpp"
#include "service/numbers.hpp"

namespace parley::service {

using Json = nlohmann::ordered_json;

// Adds without looking for an equal key, which the library does one by one: for maps keyed by ids that are known to differ.
inline void append(Json::object_t& object, std::string_view key, Json value) {
  static_cast<std::vector<Json::object_t::value_type>&>(object).emplace_back(std::string(key), std::move(value));
}

Json option_json(const Issue& issue, OptionIndex option);
Json package_json(const Case& subject, std::span<const OptionIndex> package);
Json provenance_source(const Case& subject, const Provenance& from);

// "name": "720", or "name": null with "name_bounds" beside it.
void add_count(Json& object, const std::string& name, const agreement::Count& count);

std::string dump(const Json& json);

}  // namespace parley::service
