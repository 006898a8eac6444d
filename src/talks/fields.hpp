// Plain structs to and from JSON by one list of their fields.
//
//     struct ItemTagged {
//       std::string item;
//       Tag tag;
//       static constexpr auto fields() { return std::tuple{field("item", &ItemTagged::item), field("tag", &ItemTagged::tag)}; }
//     };
//
// Reading    a missing or unknown key throws nlohmann's exception: what is read here was written here
// Bytes      keys are written in alphabetical order, so that equal values have equal bytes
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>

namespace parley::talks {

using Json = nlohmann::json;

template <class T, class M>
struct Field {
  const char* name;
  M T::* member;
};

template <class T, class M>
constexpr Field<T, M> field(const char* name, M T::* member) {
  return {name, member};
}

template <class T>
concept HasFields = requires { T::fields(); };

// An enum with names: specialise kNames as an array of {value, name} pairs beside the enum.
template <class E>
struct Names;

template <class E>
concept HasNames = requires { Names<E>::kList; };

template <HasNames E>
std::string_view name_of(E value) {
  for (const auto& [v, name] : Names<E>::kList)
    if (v == value) return name;
  throw std::logic_error("an enum value without a name");
}

template <HasNames E>
std::optional<E> from_name(std::string_view text) {
  for (const auto& [value, name] : Names<E>::kList)
    if (name == text) return value;
  return std::nullopt;
}

}  // namespace parley::talks

template <class T>
  requires parley::talks::HasFields<T>
struct nlohmann::adl_serializer<T> {
  static void to_json(nlohmann::json& out, const T& value) {
    out = nlohmann::json::object();
    std::apply([&](const auto&... f) { ((out[f.name] = value.*(f.member)), ...); }, T::fields());
  }
  static void from_json(const nlohmann::json& in, T& value) {
    std::apply([&](const auto&... f) { (in.at(f.name).get_to(value.*(f.member)), ...); }, T::fields());
  }
};

template <class E>
  requires parley::talks::HasNames<E>
struct nlohmann::adl_serializer<E> {
  static void to_json(nlohmann::json& out, E value) { out = std::string(parley::talks::name_of(value)); }
  static void from_json(const nlohmann::json& in, E& value) {
    const auto found = parley::talks::from_name<E>(in.get_ref<const std::string&>());
    if (!found) throw std::runtime_error("a name that is not in the list");
    value = *found;
  }
};

template <class T>
struct nlohmann::adl_serializer<std::optional<T>> {
  static void to_json(nlohmann::json& out, const std::optional<T>& value) {
    if (value) out = *value;
    else out = nullptr;
  }
  static void from_json(const nlohmann::json& in, std::optional<T>& value) {
    if (in.is_null()) value.reset();
    else value = in.get<T>();
  }
};
