#include "service/methods.hpp"

#include "agreement/settlements.hpp"
#include "formats/catalogue.hpp"

namespace parley::service {
namespace {

template <class Catalogue>
std::vector<MethodInfo> infos(const Catalogue& catalogue) {
  std::vector<MethodInfo> result;
  for (const auto& entry : catalogue) result.push_back(entry.info);
  return result;
}

}  // namespace

std::vector<MethodList> method_lists() {
  return {{"settlements", "Settlements: frontier points that a principle of division singles out",
           infos(agreement::settlement_catalogue())},
          {"formats", "Formats: domains written by others, read and written", infos(formats::format_catalogue())}};
}

}  // namespace parley::service
