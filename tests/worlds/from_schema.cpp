#include "tests/worlds/from_schema.hpp"

#include <algorithm>

namespace parley::worlds {
namespace {

const Json& resolve(const Json& schema) {
  const auto ref = schema.find("$ref");
  if (ref == schema.end()) return schema;
  return broker::Contract::get().document().at(Json::json_pointer(ref->get<std::string>().substr(1)));
}

// A name that the caller knows of what the field is called after: "draft" in "drafts".
std::string known_name(const std::string& field, Making& m) {
  for (const auto& [category, names] : m.known)
    if (!names.empty() && category.find('@') == std::string::npos && category.starts_with(field))
      return m.dice.pick(names);
  if (const auto items = m.known.find("items"); items != m.known.end() && m.dice.chance(50))
    return m.dice.pick(items->second);
  return kAbsentId;
}

std::string room(Making& m) {
  const auto rooms = m.known.find("rooms");
  return rooms == m.known.end() || rooms->second.empty() ? "plenary" : m.dice.pick(rooms->second);
}

Json text(const Json& schema, const std::string& field, Making& m) {
  const auto ref = schema.value("pattern", "");
  if (schema.value("format", "") == "date-time") return to_text(m.now + m.dice.between(-1, 60) * talks::kHour);
  if (schema.value("minLength", 0) == 22) return known_name(field, m);
  if (ref.starts_with("^[0-9a-f]")) return std::string(schema.value("minLength", 64), 'a');
  if (ref.starts_with("^[0-9]")) return std::string(schema.value("minLength", 6), '0');
  if (field == "party" || field == "parties" || field == "organisation")
    return m.dice.chance(60) ? m.party : m.dice.pick(kParties);
  if (field == "issue") return m.dice.chance(50) ? "price" : "date";
  const auto words = m.dice.word() + " " + m.dice.word();
  return words.substr(0, schema.value("maxLength", std::size_t{100}));
}

Json value(const Json& given, const std::string& field, Making& m) {
  const bool is_room = given.value("$ref", "").ends_with("/RoomName");
  const auto& schema = resolve(given);
  if (is_room) return room(m);
  if (given.value("$ref", "").ends_with("/Package"))
    return {{"price", m.dice.chance(50) ? "low" : "high"}, {"date", m.dice.chance(50) ? "soon" : "late"}};
  if (const auto choices = schema.find("oneOf"); choices != schema.end())
    return value((*choices)[m.dice.below(choices->size())], field, m);
  if (const auto names = schema.find("enum"); names != schema.end()) return (*names)[m.dice.below(names->size())];
  if (schema.contains("const")) return schema["const"];
  const auto type = schema.value("type", "object");
  if (type == "string") return text(schema, field, m);
  if (type == "boolean") return m.dice.chance(50);
  if (type == "null") return nullptr;
  if (type == "integer" || type == "number") {
    const auto low = schema.value("minimum", std::int64_t{0});
    return m.dice.between(low, std::min(schema.value("maximum", low + 10), low + 100));
  }
  if (type == "array") {
    auto list = Json::array();
    const auto count = std::max(schema.value("minItems", std::size_t{0}), 1 + m.dice.below(2));
    for (std::size_t i = 0; i < std::min(count, schema.value("maxItems", count)); ++i)
      list.push_back(value(schema.value("items", Json::object()), field, m));
    return list;
  }
  auto object = Json::object();
  const auto required = schema.value("required", Json::array());
  const auto properties = schema.value("properties", Json::object());
  for (const auto& [name, sub] : properties.items())
    if (std::ranges::count(required, Json(name)) > 0 || m.dice.chance(50)) object[name] = value(sub, name, m);
  return object;
}

}  // namespace

Json from_schema(const Json& schema, Making& making) { return value(schema, "", making); }

}  // namespace parley::worlds
