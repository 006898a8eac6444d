// The options that name a folder of talks and what unlocks it; shared by the commands that open a log.
#pragma once

#include <CLI/CLI.hpp>

#include <string>

#include "cli/session.hpp"
#include "store/unlock.hpp"

namespace parley::cli {

struct Unlocking {
  std::string data, key_file, passphrase_file;

  std::string database() const;
  Result<store::Unlock> unlock() const;
};

// Adds --data, and --key-file or --passphrase-file, one of which is required.
void add_unlocking(CLI::App& command, Unlocking& unlocking);

// "parley COMMAND: ..." on standard error, one line an error; kRejected.
int refuse(Session& session, const char* command, const Errors& errors);

}  // namespace parley::cli
