#include "case/format.hpp"

namespace parley::format {
namespace {

using Kind = Type::Kind;
using Keys = std::string_view[];

constexpr std::size_t kMaxIssues = 1000, kMaxParties = 100, kMaxRules = 1000, kMaxSources = 10'000,
                      kMaxDelegates = 1000;

const Type kText{.kind = Kind::kText, .name = "text", .expected = "text"};
const Type kId{
    .kind = Kind::kId, .name = "id", .expected = "an id: small letters, digits and '-', such as harbour-park"};
const Type kExact{.kind = Kind::kNumber, .name = "exact", .expected = "a number such as 40, -1.5 or 2/15"};
const Type kRange{
    .kind = Kind::kRange, .name = "range", .expected = "a number such as 40 or 2/15, or a range such as 30..50"};
const Type kWhole{.kind = Kind::kWhole, .name = "whole", .expected = "a whole number"};
const Type kFlag{.kind = Kind::kFlag, .name = "flag", .expected = "true or false"};
const Type kCondition{
    .kind = Kind::kText, .name = "condition", .expected = "a condition such as \"venue is geneva or aid >= 20\""};

constexpr std::string_view kSourceDoc = "Id of the source of this and of every number below that names none";
constexpr std::string_view kAssumedDoc =
    "true: this and every number below that names no source is the author's assumption";
constexpr std::string_view kTitleDoc = "What people read instead of the id";

// --- Numbers ---
const Field kNumberFields[] = {
    {"value", &kRange, false, "The number, or a range low..high of which the midpoint is used"},
    {"low", &kExact, false, "Least value that it may have", "high"},
    {"likely", &kExact, false, "The value that is used; without it, the midpoint of low and high", "low"},
    {"high", &kExact, false, "Largest value that it may have", "low"},
    {"source", &kId, false, "Id of the source of this number"},
    {"assumed", &kFlag, false, "true: the author's assumption"},
};
constexpr Keys kNumberOneOf = {"value", "low"};
const Type kNumberRecord{.kind = Kind::kRecord,
                         .name = "number-in-full",
                         .expected = "a number in full",
                         .fields = kNumberFields,
                         .one_of = kNumberOneOf};
const Type kNumber{.kind = Kind::kEither,
                   .name = "number",
                   .expected = "a number: 40, 30..50, {low: 30, likely: 35, high: 50} or {value: 40, source: ...}",
                   .scalar = &kRange,
                   .map = &kNumberRecord};

// --- Sources ---
const Field kSourceFields[] = {
    {"title", &kText, true, "Author, year, title"},
    {"url", &kText, false, "Where it can be found"},
};
const Type kSourceRecord{
    .kind = Kind::kRecord, .name = "source-in-full", .expected = "a source in full", .fields = kSourceFields};
const Type kSource{.kind = Kind::kEither,
                   .name = "source",
                   .expected = "the title of the source, or {title: ..., url: ...}",
                   .scalar = &kText,
                   .map = &kSourceRecord};
const Type kSources{.kind = Kind::kMap,
                    .name = "sources",
                    .expected = "a mapping from ids to sources",
                    .item = &kSource,
                    .most = kMaxSources};

// --- Issues ---
const Type kOptionList{
    .kind = Kind::kList, .name = "option-list", .expected = "a list of option ids", .item = &kText, .not_empty = true};
const Type kOptionMap{.kind = Kind::kMap,
                      .name = "option-titles",
                      .expected = "a mapping from option ids to titles",
                      .item = &kText,
                      .free_keys = true,
                      .not_empty = true};
const Type kOptions{.kind = Kind::kEither,
                    .name = "options",
                    .expected = "the options: [yes, no] or {yes: We sign, no: We do not}",
                    .list = &kOptionList,
                    .map = &kOptionMap};
const Field kAmountFields[] = {
    {"from", &kExact, true, "Smallest amount"},
    {"to", &kExact, true, "Largest amount"},
    {"step", &kExact, false, "Distance between neighbouring amounts; 1 if absent; must divide to - from"},
    {"unit", &kText, false, "Unit of the amount, for people"},
};
const Type kAmount{.kind = Kind::kRecord,
                   .name = "amount",
                   .expected = "an amount such as {from: 0, to: 90, step: 10, unit: million}",
                   .fields = kAmountFields};
const Field kIssueFields[] = {
    {"title", &kText, false, kTitleDoc},
    {"options", &kOptions, false, "The possible settlements of a choice"},
    {"amount", &kAmount, false, "The possible settlements are amounts"},
    {"divisible", &kFlag, false, "true: two parties divide it; each scores its points times its own share"},
    {"source", &kId, false, "Id of the source of this issue"},
    {"assumed", &kFlag, false, "true: the author's assumption"},
};
constexpr Keys kIssueOneOf = {"options", "amount", "divisible"};
const Type kIssue{.kind = Kind::kRecord,
                  .name = "issue",
                  .expected = "an issue such as {options: [yes, no]}",
                  .fields = kIssueFields,
                  .one_of = kIssueOneOf};
const Type kIssues{.kind = Kind::kMap,
                   .name = "issues",
                   .expected = "a mapping from ids to issues",
                   .item = &kIssue,
                   .most = kMaxIssues,
                   .free_keys = true,
                   .not_empty = true};

// --- Scores over one issue ---
const Type kScoreList{.kind = Kind::kList,
                      .name = "score-list",
                      .expected = "one number per option, in the order of the options",
                      .item = &kNumber,
                      .not_empty = true};
const Type kScoreMap{.kind = Kind::kMap,
                     .name = "score-by-option",
                     .expected = "a mapping from every option to a number",
                     .item = &kNumber,
                     .free_keys = true,
                     .not_empty = true};
const Type kScoreTable{.kind = Kind::kEither,
                       .name = "score-table",
                       .expected = "a number per option: {yes: 10, no: 0} or [10, 0]",
                       .list = &kScoreList,
                       .map = &kScoreMap};
const Field kTermFields[] = {
    {"weight", &kNumber, false, "Multiplies the score of this issue; 1 if absent, never normalised"},
    {"table", &kScoreTable, false, "The score of each option"},
    {"per_unit", &kNumber, false, "Score of each unit of an amount"},
    {"base", &kNumber, false, "Score of the amount 0; 0 if absent", "per_unit"},
    {"points", &kNumber, false, "Score of the whole of a divisible issue"},
    {"source", &kId, false, kSourceDoc},
    {"assumed", &kFlag, false, kAssumedDoc},
};
constexpr Keys kTermOneOf = {"table", "per_unit", "points"};
const Type kTerm{.kind = Kind::kRecord,
                 .name = "score",
                 .expected = "a score such as {table: {yes: 10, no: 0}}, {per_unit: 0.5} or {points: 22}",
                 .fields = kTermFields,
                 .one_of = kTermOneOf};
const Type kScores{.kind = Kind::kMap,
                   .name = "scores",
                   .expected = "a mapping from issues to scores",
                   .item = &kTerm,
                   .most = kMaxIssues,
                   .free_keys = true};

// --- Scores over several issues ---
const Type kIssueNames{.kind = Kind::kList,
                       .name = "issue-names",
                       .expected = "a list of two or more issues",
                       .item = &kText,
                       .most = kMaxIssues};
const Field kGroupEntryFields[] = {
    {"score", &kNumber, true, "What this entry pays; the other keys are issues, their values options"},
    {"source", &kId, false, "Id of the source of this number"},
    {"assumed", &kFlag, false, "true: the author's assumption"},
};
const Type kGroupEntry{.kind = Kind::kRecord,
                       .name = "group-entry",
                       .expected = "an entry such as {venue: geneva, aid: 20, score: 5}",
                       .fields = kGroupEntryFields,
                       .item = &kText,
                       .most = kMaxIssues,
                       .free_keys = true};
const Type kGroupTable{.kind = Kind::kList,
                       .name = "group-table",
                       .expected = "a list of entries",
                       .item = &kGroupEntry,
                       .not_empty = true};
const Field kGroupFields[] = {
    {"issues", &kIssueNames, true, "The issues that this score looks at, two or more"},
    {"weight", &kNumber, false, "Multiplies the score of this group; 1 if absent"},
    {"table", &kGroupTable, true,
     "The first entry that matches pays; an issue left out matches any option; 0 if none matches"},
    {"source", &kId, false, kSourceDoc},
    {"assumed", &kFlag, false, kAssumedDoc},
};
const Type kGroup{.kind = Kind::kRecord,
                  .name = "group",
                  .expected = "a group such as {issues: [venue, aid], table: [...]}",
                  .fields = kGroupFields};
const Type kGroups{.kind = Kind::kList, .name = "groups", .expected = "a list of groups", .item = &kGroup};

const Type kBoundList{.kind = Kind::kList,
                      .name = "bound-list",
                      .expected = "a list of neighbouring options",
                      .item = &kText,
                      .not_empty = true};
const Type kBound{.kind = Kind::kEither,
                  .name = "bound",
                  .expected = "an option, a..b, or a list of neighbouring options",
                  .scalar = &kText,
                  .list = &kBoundList};
const Type kBounds{.kind = Kind::kMap,
                   .name = "bounds",
                   .expected = "a mapping from issues to bounds, such as {aid: 20..50, venue: geneva}",
                   .item = &kBound,
                   .most = kMaxIssues,
                   .free_keys = true};
extern const Type kBoxes;
const Field kBoxFields[] = {
    {"where", &kBounds, false, "Pays if every bound holds", "score"},
    {"outside", &kBounds, false, "Pays if any bound does not hold", "score"},
    {"score", &kNumber, false, "What the box pays"},
    {"sum", &kBoxes, false, "The sum of what the boxes in it pay"},
    {"least", &kBoxes, false, "The least of what the boxes in it pay; one that does not pay counts as 0"},
    {"largest", &kBoxes, false, "The largest of what the boxes in it pay; one that does not pay counts as 0"},
    {"weight", &kNumber, false, "Multiplies the sum, least or largest; 1 if absent"},
    {"source", &kId, false, kSourceDoc},
    {"assumed", &kFlag, false, kAssumedDoc},
};
constexpr Keys kBoxOneOf = {"where", "outside", "sum", "least", "largest"};
const Type kBox{.kind = Kind::kRecord,
                .name = "box",
                .expected = "a box such as {where: {aid: 20..50}, score: 5}",
                .fields = kBoxFields,
                .one_of = kBoxOneOf};
const Type kBoxes{.kind = Kind::kList, .name = "boxes", .expected = "a list of boxes", .item = &kBox};

// --- Rules and red lines ---
const Field kRuleFields[] = {
    {"id", &kId, true, "Unique among the rules"},
    {"title", &kText, false, kTitleDoc},
    {"rule", &kCondition, true, "The condition that every package must satisfy"},
    {"firm", &kFlag, false, "true: never offered as a concession"},
    {"source", &kId, false, "Id of the source of this rule"},
    {"assumed", &kFlag, false, "true: the author's assumption"},
};
const Type kRule{
    .kind = Kind::kRecord, .name = "rule", .expected = "a rule such as {id: order, rule: ...}", .fields = kRuleFields};
const Type kRules{
    .kind = Kind::kList, .name = "rules", .expected = "a list of rules", .item = &kRule, .most = kMaxRules};
const Field kRedLineFields[] = {
    {"id", &kId, true, "Unique among the red lines of this party"},
    {"title", &kText, false, kTitleDoc},
    {"rule", &kCondition, true, "The condition that this party will not give up"},
    {"source", &kId, false, "Id of the source of this red line"},
    {"assumed", &kFlag, false, "true: the author's assumption"},
};
const Type kRedLine{.kind = Kind::kRecord,
                    .name = "red-line",
                    .expected = "a red line such as {id: no-force, rule: ...}",
                    .fields = kRedLineFields};
const Type kRedLines{
    .kind = Kind::kList, .name = "red-lines", .expected = "a list of red lines", .item = &kRedLine, .most = kMaxRules};

// --- Parties ---
constexpr Keys kRoles = {"principal", "mediator", "guarantor", "ally", "observer"};
const Type kRole{.kind = Kind::kWord,
                 .name = "role",
                 .expected = "principal, mediator, guarantor, ally or observer",
                 .words = kRoles};
const Field kDelegateFields[] = {
    {"name", &kText, true, "Who speaks for the party"},
    {"title", &kText, false, "In what office"},
};
const Type kDelegateRecord{
    .kind = Kind::kRecord, .name = "delegate-in-full", .expected = "a delegate in full", .fields = kDelegateFields};
const Type kDelegate{.kind = Kind::kEither,
                     .name = "delegate",
                     .expected = "a name, or {name: ..., title: ...}",
                     .scalar = &kText,
                     .map = &kDelegateRecord};
const Type kDelegates{.kind = Kind::kList,
                      .name = "delegates",
                      .expected = "a list of delegates",
                      .item = &kDelegate,
                      .most = kMaxDelegates};
const Field kPartyFields[] = {
    {"name", &kText, false, "What people read instead of the id"},
    {"role", &kRole, false, "principal if absent"},
    {"delegates", &kDelegates, false, "Who speaks for the party"},
    {"source", &kId, false, kSourceDoc},
    {"assumed", &kFlag, false, kAssumedDoc},
    {"scores", &kScores, false, "Scores over one issue each"},
    {"groups", &kGroups, false, "Scores over two or more issues together"},
    {"boxes", &kBoxes, false, "Scores that are paid within or outside bounds; they add up"},
    {"cap", &kNumber, false, "The score is at most this"},
    {"red_lines", &kRedLines, false, "What this party will not give up"},
    {"reservation", &kNumber, false, "The score below which this party prefers no agreement"},
    {"discount", &kNumber, false, "Kept from imported domains; no analysis uses it"},
};
const Type kParty{.kind = Kind::kRecord,
                  .name = "party",
                  .expected = "a party such as {name: ..., scores: {...}}",
                  .fields = kPartyFields};
const Type kParties{.kind = Kind::kMap,
                    .name = "parties",
                    .expected = "a mapping from ids to parties",
                    .item = &kParty,
                    .most = kMaxParties,
                    .free_keys = true,
                    .not_empty = true};

// --- The rest of the file ---
const Type kPartyNames{
    .kind = Kind::kList, .name = "party-names", .expected = "a list of parties", .item = &kText, .most = kMaxParties};
const Field kDecisionFields[] = {
    {"at_least", &kWhole, true, "How many of them must accept"},
    {"of", &kPartyNames, false, "Which parties count; without it, all but observers that have scores or red lines"},
    {"with", &kPartyNames, false, "Parties that must accept in any event"},
};
const Type kDecisionRecord{.kind = Kind::kRecord,
                           .name = "decision-by-number",
                           .expected = "a decision rule in full",
                           .fields = kDecisionFields};
const Type kDecisionText{
    .kind = Kind::kText, .name = "decision-text", .expected = "a decision rule such as \"a and (b or c)\""};
const Type kDecision{.kind = Kind::kEither,
                     .name = "decision",
                     .expected = "everybody, {at_least: 5, with: [a]} or \"a and (b or c)\"",
                     .scalar = &kDecisionText,
                     .map = &kDecisionRecord};
const Type kPackage{.kind = Kind::kMap,
                    .name = "package",
                    .expected = "a mapping from every issue to an option",
                    .item = &kText,
                    .most = kMaxIssues,
                    .free_keys = true};

constexpr Keys kVersions = {"1"};
const Type kVersion{
    .kind = Kind::kWord, .name = "version", .expected = "1, the version of this format", .words = kVersions};
constexpr Keys kReadings = {"genius", "raw"};
const Type kReading{.kind = Kind::kWord, .name = "reading", .expected = "genius or raw", .words = kReadings};

const Field kCaseFields[] = {
    {"parley", &kVersion, true, "Version of the format: 1"},
    {"case", &kId, true, "Id of the case"},
    {"title", &kText, false, kTitleDoc},
    {"about", &kText, false, "What it is about"},
    {"source", &kId, false, kSourceDoc},
    {"assumed", &kFlag, false, kAssumedDoc},
    {"sources", &kSources, false, "What the case rests on"},
    {"issues", &kIssues, true, "What is negotiated, and how each issue may be settled"},
    {"parties", &kParties, true, "Who takes part, and what they want"},
    {"rules", &kRules, false, "Conditions that every package must satisfy"},
    {"decision", &kDecision, false, "Whose acceptance it takes; everybody if absent"},
    {"reference", &kPackage, false, "A package for comparison, such as the draft on the table"},
    {"quantum", &kExact, false, "Imported cases: numbers were rounded to multiples of this"},
    {"reading", &kReading, false, "Imported cases: how the foreign file was read"},
};
const Type kCase{.kind = Kind::kRecord, .name = "case", .expected = "a case file", .fields = kCaseFields};

}  // namespace

const Type& case_file() { return kCase; }

}  // namespace parley::format
