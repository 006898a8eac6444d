#include "service/json.hpp"

namespace parley::service {

Json option_json(const Issue& issue, OptionIndex option) {
  if (issue.kind == IssueKind::kAmount) return to_double(issue.amount(option));
  return issue.options[option].id;
}

Json package_json(const Case& subject, std::span<const OptionIndex> package) {
  Json::object_t object;
  object.reserve(package.size());
  for (std::size_t i = 0; i < package.size(); ++i)
    if (subject.issues[i].kind != IssueKind::kDivisible)
      append(object, subject.issues[i].id, option_json(subject.issues[i], package[i]));
  return object;
}

Json provenance_source(const Case& subject, const Provenance& from) {
  return from.source ? Json(subject.sources[*from.source].id) : Json(nullptr);
}

void add_count(Json& object, const std::string& name, const agreement::Count& count) {
  if (count.count) {
    object[name] = count.count->get_str();
    return;
  }
  object[name] = nullptr;
  object[name + "_bounds"] = Json{{"at_least", count.at_least.get_str()}, {"at_most", count.at_most.get_str()}};
}

std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace parley::service
