#include <fmt/format.h>

#include <algorithm>

#include "base/utf8.hpp"
#include "broker/wire.hpp"
#include "cli/commands.hpp"
#include "cli/text.hpp"
#include "store/bytes.hpp"
#include "store/chain.hpp"
#include "store/files.hpp"
#include "store/verify.hpp"

namespace parley::cli {
namespace {

using broker::Json;

constexpr const char* kAbout =
    "Show what stands in chains that were taken along from the talks: who said what, when, in which room\n\n"
    "Each chain is checked first, as parley verify does; one that is not good is not shown. Nothing is asked of a "
    "server, "
    "and documents are kept only in the folder that is given.";
constexpr const char* kFooter =
    "Examples:\n"
    "  parley read plenary.jsonl\n"
    "  parley read caucus-ukraine.jsonl --documents papers\n\n"
    "Exit codes: 0 every chain is shown; 1 a chain is not good or cannot be read, or\n"
    "a document cannot be written; 2 the command line is wrong.";

struct Options {
  std::vector<std::string> files;
  std::string documents;
};

std::string indented(std::string_view text, int by) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    out += std::string(static_cast<std::size_t>(by), ' ') + clean(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return out;
}

// What somebody else wrote may have any shape.
std::string text_of(const Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// "Olena of ukraine"; of what the server does at a deadline nobody is the author.
std::string person(const Json& author) {
  const auto name = text_of(author, "name"), organisation = text_of(author, "organisation");
  return (name.empty() ? "the server" : name) + (organisation.empty() ? "" : " of " + organisation);
}

bool is_empty(const Json& value) {
  return value.is_null() || (value.is_string() && value.get_ref<const std::string&>().empty()) ||
         (value.is_structured() && value.empty());
}

std::string field_view(std::string_view name, const Json& value, int by);

std::string list_view(const Json& list, int by) {
  std::string out;
  for (const auto& one : list)
    out += one.is_structured() ? field_view("-", one, by)
                               : indented("- " + (one.is_string() ? one.get<std::string>() : one.dump()), by);
  return out;
}

// One field of an event, by its name in the log; a text of several lines stands below its name.
std::string field_view(std::string_view name, const Json& value, int by) {
  if (is_empty(value)) return {};
  const std::string lead = clean(name);
  if (value.is_object() && value.size() == 2 && value.contains("name") && value.contains("organisation"))
    return indented(lead + ": " + person(value), by);
  if (value.is_object()) {
    std::string inner;
    for (const auto& [key, one] : value.items()) inner += field_view(key, one, by + 2);
    return inner.empty() ? inner : indented(lead, by) + inner;
  }
  if (value.is_array()) return indented(lead, by) + list_view(value, by + 2);
  const auto text = value.is_string() ? value.get<std::string>() : value.dump();
  if (text.find('\n') == std::string::npos) return indented(lead + ": " + text, by);
  return indented(lead, by) + indented(text, by + 2);
}

// The number keeps files apart and any name harmless; a name never leads out of the folder.
std::string file_name(std::uint64_t entry, const std::string& given) {
  constexpr std::size_t kLongest = 180;
  std::string name;
  const auto text = clean(given);
  for (std::size_t at = 0; at < text.size();) {
    const auto length = std::max<std::size_t>(utf8_length(text, at), 1);
    if (name.size() + length > kLongest) break;
    name += text[at] == '/' || text[at] == '\\' ? std::string("_") : text.substr(at, length);
    at += length;
  }
  return fmt::format("{}-{}", entry, name);
}

class Reader {
 public:
  Reader(Session& session, const Options& options) : session_(&session), options_(&options) {}

  int run() {
    for (const auto& file : options_->files) read(file);
    return code_;
  }

 private:
  void complain(const std::string& words) {
    session_->err.write(fmt::format("parley read: {}\n", clean(words)));
    code_ = kRejected;
  }

  void read(const std::string& file) {
    const auto text = store::read_file(file);
    if (!text) return complain(to_text(text.error()));
    const auto chain = store::verify_export(*text);
    if (!chain.faults.empty())
      return complain(fmt::format("{}: this chain is not good, and is not shown; parley verify says why", file));
    session_->out.write(
        fmt::format("{}, {} {}\n", clean(chain.audience), chain.entries, chain.entries == 1 ? "entry" : "entries"));
    std::string_view rest = *text;
    while (!rest.empty()) {
      const auto end = rest.find('\n');
      if (const auto entry = store::read_entry(rest.substr(0, end))) show(file, *entry);
      rest.remove_prefix(end + 1);
    }
  }

  void show(const std::string& file, const store::EntryLine& entry) {
    const auto line = [&](std::string_view words) { session_->out.write(fmt::format("\n{}  {}\n", entry.n, words)); };
    if (!entry.payload) return line("its key was destroyed");
    const auto event = broker::parse_json(*entry.payload);
    if (!event || !event->is_object() || !event->contains("body") || !(*event)["body"].is_object())
      return line(fmt::format("{} bytes that are no entry of talks", entry.payload->size()));
    line(clean(fmt::format("{}  {}", text_of(*event, "time"), person(event->value("author", Json::object())))));
    session_->out.write(indented(text_of(*event, "kind"), 3));
    auto body = (*event)["body"];
    if (body.contains("file") && body["file"].is_object()) keep(file, entry.n, body["file"]);
    for (const auto& [key, value] : body.items()) session_->out.write(field_view(key, value, 5));
  }

  // A document's bytes are no text: they go to the folder, or are left out.
  void keep(const std::string& file, std::uint64_t entry, Json& document) {
    const auto bytes = store::unbase64(text_of(document, "bytes"));
    document.erase("bytes");
    if (options_->documents.empty() || !bytes) return;
    const auto path = options_->documents + "/" + file_name(entry, text_of(document, "name"));
    const auto made = store::make_file(path, [&](int descriptor) { return store::write_all(descriptor, *bytes); });
    if (!made) return complain(file + ": " + to_text(made.error()));
    document["kept"] = path;
  }

  Session* session_;
  const Options* options_;
  int code_ = kAnswered;
};

}  // namespace

void add_read(CLI::App& app, Session& session) {
  CLI::App* command = app.add_subcommand("read", kAbout);
  command->footer(kFooter);
  auto options = std::make_shared<Options>();
  command->add_option("FILE", options->files, "a chain that was exported")
      ->type_name("FILE...")
      ->required()
      ->group("Input");
  command
      ->add_option("--documents", options->documents,
                   "a folder that exists, for the documents in the chains; no file there is overwritten")
      ->type_name("DIR")
      ->group("Output");
  command->callback(
      [&session, options] { session.command = [&session, options] { return Reader(session, *options).run(); }; });
}

}  // namespace parley::cli
