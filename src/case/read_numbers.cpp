#include <fmt/format.h>

#include "case/reader.hpp"

namespace parley {
namespace {

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(' ');
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(' ') - begin + 1);
}

}  // namespace

Provenance CaseReader::provenance(const Node& record, const Provenance& outer) {
  if (record.kind != Node::Kind::kMap) return outer;
  const Node* source = get(record, "source");
  const Node* assumed = get(record, "assumed");
  Provenance own;
  if (source != nullptr) {
    own.source = names_->source(source->text);
    if (!own.source) {
      note(*source, names_->no_such_source(source->text));
      return outer.source || outer.assumed ? outer : Provenance{std::nullopt, true};  // reported once is enough
    }
  }
  own.assumed = assumed != nullptr && assumed->text == "true";
  if (assumed != nullptr && !own.assumed && !own.source)
    note(*assumed, ErrorCode::kValue, "'assumed: false' alone says nothing", "name a source");
  return source != nullptr || own.assumed ? own : outer;
}

std::optional<Number> CaseReader::read_number(const Node* node, const Provenance& outer) {
  if (node == nullptr || node->bad) return std::nullopt;
  Number number;
  number.where = at(*node);
  number.from = outer;
  bool read = false;
  if (node->kind == Node::Kind::kScalar) {
    read = read_range(*node, number);
  } else if (node->kind == Node::Kind::kMap) {
    number.from = provenance(*node, outer);
    const Node* value = get(*node, "value");
    read = value != nullptr ? read_range(*value, number) : read_in_full(*node, number);
    if (value != nullptr && node->find("likely") != nullptr)
      note(*node, ErrorCode::kSchema, "'value' and 'likely' cannot stand together", "keep one of them");
  }
  if (!number.from.source && !number.from.assumed) unsourced_.push_back(number.where);
  return read ? std::optional(std::move(number)) : std::nullopt;
}

bool CaseReader::read_range(const Node& node, Number& number) {
  const std::string_view text = node.text;
  const auto dots = text.find("..");
  if (dots == std::string_view::npos) {
    const auto value = read_exact(&node);
    if (value) number.value = *value;
    return value.has_value();
  }
  auto low = parse_number(trimmed(text.substr(0, dots)));
  auto high = parse_number(trimmed(text.substr(dots + 2)));
  if (!low) note(node, low.error());
  if (!high) note(node, high.error());
  if (!low || !high) return false;
  if (*low > *high) {
    note(node, ErrorCode::kValue, fmt::format("the range {}..{} runs downwards", to_text(*low), to_text(*high)),
         fmt::format("write {}..{}", to_text(*high), to_text(*low)));
    return false;
  }
  number.low = *low;
  number.high = *high;
  number.value = (*low + *high) / 2;
  return true;
}

bool CaseReader::read_in_full(const Node& node, Number& number) {
  const auto low = read_exact(get(node, "low"));
  const auto high = read_exact(get(node, "high"));
  const auto likely = read_exact(get(node, "likely"));
  if (!low || !high) return false;
  if (*low > *high) {
    note(node, ErrorCode::kValue, fmt::format("low is {}, which is more than high, {}", to_text(*low), to_text(*high)),
         "exchange them");
    return false;
  }
  if (likely && (*likely < *low || *likely > *high)) {
    note(*get(node, "likely"), ErrorCode::kValue,
         fmt::format("likely is {}, which lies outside {}..{}", to_text(*likely), to_text(*low), to_text(*high)));
    return false;
  }
  number.low = *low;
  number.high = *high;
  number.value = likely ? *likely : Rational((*low + *high) / 2);
  return true;
}

Number CaseReader::read_number_or(const Node& record, std::string_view key, const Provenance& outer, int otherwise) {
  auto number = read_number(get(record, key), outer);
  if (number) return std::move(*number);
  Number standard;
  standard.value = otherwise;
  standard.where = at(record);
  return standard;
}

void CaseReader::report_unsourced(std::string_view party) {
  if (unsourced_.empty()) return;
  const std::string others =
      unsourced_.size() == 1 ? "" : fmt::format(", nor have {} other numbers of '{}'", unsourced_.size() - 1, party);
  errors_.push_back({ErrorCode::kValue, fmt::format("this number has neither a source nor an assumption{}", others),
                     "needs 'source:' or 'assumed: true' here or at an enclosing level", unsourced_.front()});
  unsourced_.clear();
}

}  // namespace parley
