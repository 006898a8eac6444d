#include "cli/unlocking.hpp"

#include <fmt/format.h>

#include "cli/text.hpp"
#include "store/sqlite_log.hpp"

namespace parley::cli {

std::string Unlocking::database() const { return data + "/" + store::kDatabaseFile; }

Result<store::Unlock> Unlocking::unlock() const {
  return key_file.empty() ? store::Unlock::passphrase_file(passphrase_file) : store::Unlock::key_file(key_file);
}

void add_unlocking(CLI::App& command, Unlocking& unlocking) {
  command.add_option("--data", unlocking.data, "the folder of the talks")->type_name("DIR")->required()->group("Input");
  auto* secret = command.add_option_group("Secret");
  secret->add_option("--key-file", unlocking.key_file, "the 32 bytes that unlock the talks")
      ->type_name("FILE")
      ->group("Input");
  secret
      ->add_option("--passphrase-file", unlocking.passphrase_file,
                   "a file whose first line is the passphrase that unlocks the talks")
      ->type_name("FILE")
      ->group("Input");
  secret->require_option(1);
}

int refuse(Session& session, const char* command, const Errors& errors) {
  for (const Error& error : errors) session.err.write(fmt::format("parley {}: {}\n", command, clean(to_text(error))));
  return kRejected;
}

}  // namespace parley::cli
