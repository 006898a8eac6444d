// The commands, in the order of the help page.
#pragma once

#include <CLI/CLI.hpp>

#include "cli/session.hpp"

namespace parley::cli {

void add_check(CLI::App& app, Session& session);
void add_analyze(CLI::App& app, Session& session);
void add_explain(CLI::App& app, Session& session);
void add_improve(CLI::App& app, Session& session);
void add_convert(CLI::App& app, Session& session);
void add_report(CLI::App& app, Session& session);
void add_verify(CLI::App& app, Session& session);
void add_read(CLI::App& app, Session& session);
void add_backup(CLI::App& app, Session& session);
void add_restore(CLI::App& app, Session& session);
void add_key_file(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_sign(CLI::App& app, Session& session);
void add_methods(CLI::App& app, Session& session);

}  // namespace parley::cli
