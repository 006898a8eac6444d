// The language of rules, red lines and decision rules: text to condition and back.
//
// Grammar    condition := or [ "implies" condition ]          or := and { "or" and }       and := not { "and" not }
//            not := "not" not | "(" condition ")" | "true" | "false" | COUNT "of" "(" condition { "," condition } ")"
//                 | name "is" [ "not" ] option | name "is" ( "one" | "none" ) "of" "(" option { "," option } ")"
//                 | sum ( "<" | "<=" | "=" | "!=" | ">=" | ">" ) sum
//            COUNT := "at" "most" k | "at" "least" k | "exactly" k
//            sum := [ "-" ] part { ( "+" | "-" ) part }       part := number [ "*" name ] | name
//            In a decision rule the atoms are party names and "everybody", joined by and, or, "at least k of" only.
//            A name that is a word of the language, looks like a number or holds other characters stands in "quotes".
// Reading    parse(print(c)) == c for every condition that parse returns
// Limits     10,000 bytes, depth 64, 10,000 nodes ("exactly" counts its operands twice); beyond them kLimit
// Errors     every name that is unknown; a syntax error ends the reading. `where` has line 1 and the column in the text
// Cost       linear in the text
#pragma once

#include <string>
#include <string_view>

#include "base/error.hpp"
#include "case/expr.hpp"
#include "case/names.hpp"

namespace parley {

Checked<Condition> parse_condition(std::string_view text, const Names& names);
Checked<Condition> parse_decision(std::string_view text, const Names& names);

// Both kinds; atoms are issues and options, or parties, of `c`.
std::string condition_text(const Condition& condition, const Case& c);

}  // namespace parley
