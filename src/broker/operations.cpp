#include "broker/operations.hpp"

#include <algorithm>
#include <array>

namespace parley::broker {
namespace {

struct Entry {
  std::string_view id;
  Operation function;
};

constexpr Entry kOperations[] = {
    {"listSessions", list_sessions},
    {"listInvitations", list_invitations},
    {"invite", invite},
    {"withdrawInvitation", withdraw_invitation},
    {"listMembers", list_members},
    {"grantMandates", grant_mandates},
    {"assignCaucuses", assign_caucuses},
    {"getTalks", get_talks},
    {"openTalks", open_talks},
    {"checkCase", check_case},
    {"changeState", change_state},
    {"withdraw", withdraw},
    {"makeGroup", make_group},
    {"getHome", get_home},
    {"listRooms", list_rooms},
    {"getRoom", get_room},
    {"postItem", post_item},
    {"lookAtFile", look_at_file},
    {"getFile", get_file},
    {"retag", retag},
    {"sendItem", send_item},
    {"consent", consent},
    {"releaseItem", release_item},
    {"listReadouts", list_readouts},
    {"logReadout", log_readout},
    {"confirmReadout", confirm_readout},
    {"getPreferences", get_preferences},
    {"savePreferences", save_preferences},
    {"assessPreferences", assess_preferences},
    {"packagesToRank", packages_to_rank},
    {"sendPreferences", send_preferences},
    {"getPreferencesVersion", get_preferences_version},
    {"exportPreferences", export_preferences},
    {"readPreferences", read_preferences},
    {"listEstimates", list_estimates},
    {"getEstimate", get_estimate},
    {"saveEstimate", save_estimate},
    {"getEstimateVersion", get_estimate_version},
    {"exportEstimate", export_estimate},
    {"listRounds", list_rounds},
    {"openRound", open_round},
    {"withdrawRound", withdraw_round},
    {"optIn", opt_in},
    {"answerRound", answer_round},
    {"confirmReferendum", confirm_referendum},
    {"previewSuggestion", preview_suggestion},
    {"sendSuggestion", send_suggestion},
    {"forgoSuggestion", forgo_suggestion},
    {"listAgreements", list_agreements},
    {"openAgreement", open_agreement},
    {"signAgreement", sign_agreement},
    {"exportAgreement", export_agreement},
    {"getText", get_text},
    {"editText", edit_text},
    {"shareText", share_text},
    {"getDraft", get_draft},
    {"compareDrafts", compare_drafts},
    {"exportDraft", export_draft},
    {"commentOnDraft", comment_on_draft},
    {"sendComment", send_comment},
    {"getTable", get_table},
    {"analyzeTable", analyze_table},
    {"explainPackages", explain_packages},
    {"improvePackage", improve_package},
    {"getRecord", get_record},
    {"addEntry", add_entry},
    {"amendEntry", amend_entry},
    {"tagEntry", tag_entry},
    {"linkEntries", link_entries},
    {"sendEntry", send_entry},
    {"releaseEntry", release_entry},
    {"getBulletin", get_bulletin},
    {"getBulletinFeed", get_bulletin_feed},
    {"getBulletinFile", get_bulletin_file},
    {"listCommitments", list_commitments},
    {"makeCommitment", make_commitment},
    {"withdrawCommitment", withdraw_commitment},
    {"confirmCommitment", confirm_commitment},
    {"triggerCommitment", trigger_commitment},
    {"setCommitmentStatus", set_commitment_status},
    {"getCommitmentCalendar", get_commitment_calendar},
};

const Entry* find(std::string_view id) {
  const auto* found = std::ranges::find(kOperations, id, &Entry::id);
  return found == std::end(kOperations) ? nullptr : found;
}

}  // namespace

Operation find_operation(std::string_view id) {
  const auto* entry = find(id);
  return entry == nullptr ? nullptr : entry->function;
}

bool has_operation(std::string_view id) { return find(id) != nullptr; }

}  // namespace parley::broker
