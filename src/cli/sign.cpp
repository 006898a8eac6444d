#include <sys/stat.h>

#include <fmt/format.h>

#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "store/files.hpp"
#include "talks/signing.hpp"
#include "text/canonical.hpp"

namespace parley::cli {
namespace {

constexpr const char* kAbout =
    "Sign a frozen text with a key that stays on this machine\n\n"
    "TEXT is the canonical text that the workbench hands out. Parley checks that it is one, and signs the SHA-256 of "
    "its "
    "bytes with Ed25519. What is printed is pasted into the workbench; the key never leaves its file, and nothing is "
    "sent "
    "anywhere.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley sign accord.txt --key mine.pem --new-key\n"
    "  parley sign accord.txt --key mine.pem";

struct Options {
  std::string text, key;
  bool new_key = false;
};

std::unexpected<Error> refused(std::string message, std::string hint, const std::string& file) {
  return std::unexpected(Error{ErrorCode::kValue, std::move(message), std::move(hint), {file}});
}

// Whoever signs an arbitrary file would sign what nobody can read.
Result<text::Draft> read_frozen(const std::string& bytes, const std::string& file) {
  auto draft = text::read_bytes(bytes);
  if (!draft) {
    auto error = draft.error();
    error.where.file = file;
    return std::unexpected(std::move(error));
  }
  const auto frozen = text::frozen_bytes(*draft);
  if (!frozen || *frozen != bytes)
    return refused("this is a draft, not a frozen text", "download the canonical text of the agreement", file);
  return draft;
}

Result<talks::SigningKey> new_key(const std::string& file) {
  auto key = talks::SigningKey::make();
  const auto made = store::make_file(file, [&](int descriptor) { return store::write_all(descriptor, key.to_pem()); });
  if (!made) return std::unexpected(made.error());
  return key;
}

Result<talks::SigningKey> old_key(const std::string& file) {
  struct stat info{};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & 077) != 0)
    return refused("other users of this machine may read the key", "chmod 600 " + file, file);
  const auto pem = store::read_file(file);
  if (!pem) return std::unexpected(pem.error());
  auto key = talks::SigningKey::read(*pem);
  if (!key) {
    auto error = key.error();
    error.where.file = file;
    return std::unexpected(std::move(error));
  }
  return key;
}

int failed(Session& session, const Error& error) {
  session.err.write("parley sign: " + clean(to_text(error)) + "\n");
  return kRejected;
}

int run(Session& session, const Options& options) {
  const auto bytes = store::read_file(options.text);
  if (!bytes) return failed(session, bytes.error());
  const auto draft = read_frozen(*bytes, options.text);
  if (!draft) return failed(session, draft.error());
  const auto key = options.new_key ? new_key(options.key) : old_key(options.key);
  if (!key) return failed(session, key.error());
  const auto digest = talks::sha256(*bytes);
  std::string languages;
  for (const auto& language : draft->languages) languages += (languages.empty() ? "" : ", ") + language.tag;
  const auto line = [&](std::string_view name, std::string_view value) {
    session.out.write(fmt::format("{:<12}{}\n", name, clean(value)));
  };
  line("text", draft->title);
  line("languages", languages);
  line("clauses", std::to_string(draft->clauses.size()));
  line("SHA-256", talks::to_hex(digest));
  line("public key", talks::to_hex(key->public_key()));
  line("signature", talks::to_hex(key->sign(digest)));
  return kAnswered;
}

}  // namespace

void add_sign(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("sign", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("TEXT", options->text, "the canonical text")->required()->type_name("");
  command->add_option("--key", options->key, "the file of the private key, in PEM, readable by its owner alone")
      ->required()
      ->type_name("FILE");
  command->add_flag("--new-key", options->new_key, "make a key and write it to this file, which must not exist yet");
  command->callback([&session, options] { session.command = [&session, options] { return run(session, *options); }; });
}

}  // namespace parley::cli
