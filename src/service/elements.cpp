#include "service/elements.hpp"

namespace parley::service {
namespace {

using Kind = agreement::Element::Kind;

const Rule& statement(const Case& subject, const agreement::Element& element) {
  return element.kind == Kind::kRule ? subject.rules[element.index]
                                     : subject.parties[element.party].red_lines[element.index];
}

}  // namespace

std::string_view element_kind(const agreement::Element& element) {
  switch (element.kind) {
    case Kind::kRule: return "rule";
    case Kind::kRedLine: return "red-line";
    case Kind::kReservation: return "reservation";
  }
  return "unknown";
}

std::string element_id(const Case& subject, const agreement::Element& element) {
  return element.kind == Kind::kReservation ? "reservation" : statement(subject, element).id;
}

std::string element_title(const Case& subject, const agreement::Element& element) {
  if (element.kind == Kind::kReservation)
    return "at least " + to_text(subject.parties[element.party].reservation->value) + " points";
  const Rule& rule = statement(subject, element);
  return rule.title.empty() ? rule.text : rule.title;
}

}  // namespace parley::service
