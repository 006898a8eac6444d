// Every operation of the contract and its function. An operation of api/ without one, or the reverse, is an error at start.
#pragma once

#include <string_view>

#include "broker/call.hpp"

namespace parley::broker {

// nullptr: the gate's (gate.hpp), which works before anybody is known.
Operation find_operation(std::string_view id);
bool has_operation(std::string_view id);

// people_operations.cpp
Outcome list_sessions(Call& call);
Outcome list_invitations(Call& call);
Outcome invite(Call& call);
Outcome withdraw_invitation(Call& call);
Outcome list_members(Call& call);
Outcome grant_mandates(Call& call);
Outcome assign_caucuses(Call& call);

// opening_operations.cpp
Outcome get_talks(Call& call);
Outcome open_talks(Call& call);
Outcome check_case(Call& call);
Outcome change_state(Call& call);
Outcome withdraw(Call& call);
Outcome make_group(Call& call);

// home_operations.cpp
Outcome get_home(Call& call);

// room_operations.cpp
Outcome list_rooms(Call& call);
Outcome get_room(Call& call);
Outcome post_item(Call& call);
Outcome look_at_file(Call& call);
Outcome get_file(Call& call);
Outcome retag(Call& call);
Outcome send_item(Call& call);
Outcome consent(Call& call);
Outcome release_item(Call& call);

// readout_operations.cpp
Outcome list_readouts(Call& call);
Outcome log_readout(Call& call);
Outcome confirm_readout(Call& call);

// preferences_operations.cpp
Outcome get_preferences(Call& call);
Outcome save_preferences(Call& call);
Outcome assess_preferences(Call& call);
Outcome packages_to_rank(Call& call);
Outcome send_preferences(Call& call);
Outcome get_preferences_version(Call& call);
Outcome export_preferences(Call& call);
Outcome read_preferences(Call& call);
Outcome list_estimates(Call& call);
Outcome get_estimate(Call& call);
Outcome save_estimate(Call& call);
Outcome get_estimate_version(Call& call);
Outcome export_estimate(Call& call);

// round_operations.cpp
Outcome list_rounds(Call& call);
Outcome open_round(Call& call);
Outcome withdraw_round(Call& call);
Outcome opt_in(Call& call);
Outcome answer_round(Call& call);
Outcome confirm_referendum(Call& call);

// suggestion_operations.cpp
Outcome preview_suggestion(Call& call);
Outcome send_suggestion(Call& call);
Outcome forgo_suggestion(Call& call);
bool may_suggest(const Call& call, const talks::Rounds::Round& round);

// agreement_operations.cpp
Outcome list_agreements(Call& call);
Outcome open_agreement(Call& call);
Outcome sign_agreement(Call& call);
Outcome export_agreement(Call& call);

// text_operations.cpp
Outcome get_text(Call& call);
Outcome edit_text(Call& call);
Outcome share_text(Call& call);

// draft_operations.cpp
Outcome get_draft(Call& call);
Outcome compare_drafts(Call& call);
Outcome export_draft(Call& call);
Outcome comment_on_draft(Call& call);
Outcome send_comment(Call& call);

// text_operations.cpp
Outcome get_text(Call& call);
Outcome edit_text(Call& call);
Outcome share_text(Call& call);

// draft_operations.cpp
Outcome get_draft(Call& call);
Outcome compare_drafts(Call& call);
Outcome export_draft(Call& call);
Outcome comment_on_draft(Call& call);
Outcome send_comment(Call& call);
// table_operations.cpp
Outcome get_table(Call& call);
Outcome analyze_table(Call& call);
Outcome explain_packages(Call& call);
Outcome improve_package(Call& call);

// record_operations.cpp
Outcome get_record(Call& call);
Outcome add_entry(Call& call);
Outcome amend_entry(Call& call);
Outcome tag_entry(Call& call);
Outcome link_entries(Call& call);
Outcome send_entry(Call& call);
Outcome release_entry(Call& call);

// bulletin_operations.cpp
Outcome get_bulletin(Call& call);
Outcome get_bulletin_feed(Call& call);
Outcome get_bulletin_file(Call& call);

// commitment_operations.cpp
Outcome list_commitments(Call& call);
Outcome make_commitment(Call& call);
Outcome withdraw_commitment(Call& call);
Outcome confirm_commitment(Call& call);
Outcome trigger_commitment(Call& call);
Outcome set_commitment_status(Call& call);
Outcome get_commitment_calendar(Call& call);

}  // namespace parley::broker
