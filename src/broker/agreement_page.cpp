#include "broker/agreement_page.hpp"

#include <fmt/format.h>

#include "broker/rooms.hpp"
#include "talks/signing.hpp"
#include "text/canonical.hpp"
#include "text/script.hpp"

namespace parley::broker {
namespace {

using Agreement = talks::Agreements::Agreement;
using Signature = talks::Agreements::Signature;

constexpr const char* kStyle = R"(<style>
:root{color-scheme:light dark}
body{font:1rem/1.5 system-ui,sans-serif;max-width:46rem;margin:0 auto;padding:1.5rem 1rem}
h1,h2,h3{line-height:1.25}
code,pre{font:.875rem/1.45 ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;padding:.75rem;border:1px solid #8888}
section[lang]{border-top:1px solid #8888;margin-top:1.5rem}
p.clause{white-space:pre-line}
dt{font-weight:600}dd{margin:0 0 .5rem}
</style>)";

std::string escape(std::string_view text) {
  std::string out;
  for (const char c : text) switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: out += c;
    }
  return out;
}

// A link that holds the bytes themselves.
std::string link(const std::string& name, std::string_view bytes) {
  return fmt::format(R"(<a download="{0}" href="data:application/octet-stream;base64,{1}">{0}</a>)", escape(name),
                     talks::to_base64(bytes));
}

std::string how(talks::SignatureMade made) {
  return made == talks::SignatureMade::kOffline
             ? "offline, with a key file that was never in a browser (parley sign, or another tool)"
             : "in the browser, with a key made there for this signature (WebCrypto) and not kept";
}

std::string text_section(const text::Draft& draft) {
  std::string out;
  for (std::size_t l = 0; l < draft.languages.size(); ++l) {
    const auto& tag = draft.languages[l].tag;
    out += fmt::format("<section lang=\"{}\" dir=\"{}\">\n", escape(tag), text::right_to_left(tag) ? "rtl" : "ltr");
    for (const auto& clause : draft.clauses) {
      const auto& wording = clause.versions[l].wording;
      if (!wording.heading.empty()) out += "<h3>" + escape(wording.heading) + "</h3>\n";
      if (!wording.body.empty()) out += "<p class=\"clause\">" + escape(wording.body) + "</p>\n";
    }
    out += "</section>\n";
  }
  return out;
}

std::string signature_section(const Signature& s, const std::string& party, std::size_t number) {
  const auto key = *talks::from_hex(s.event.public_key);
  const auto file = fmt::format("signature-{}", number);
  return fmt::format(
      "<h3><bdi>{}</bdi></h3>\n<dl>\n<dt>Signed by</dt><dd><bdi>{}</bdi>, {}</dd>\n<dt>Made</dt><dd>{}</dd>\n"
      "<dt>Public key (Ed25519)</dt><dd><code>{}</code></dd>\n<dt>Signature</dt><dd><code>{}</code></dd>\n"
      "<dt>Files</dt><dd>{} {}</dd>\n</dl>\n",
      escape(party), escape(s.author.name), to_text(s.time), how(s.event.made), s.event.public_key, s.event.signature,
      link(file + ".pem", talks::public_key_pem(key)), link(file + ".sig", *talks::from_hex(s.event.signature)));
}

constexpr const char* kVerify = R"(<h2>How to verify</h2>
<p>Save the files that are linked on this page into one folder. Nothing of Parley is needed.</p>
<p>1. The text has this SHA-256:</p>
<pre>sha256sum agreement.txt</pre>
<p>2. Each signature is one over the 32 bytes of that hash. With OpenSSL 3:</p>
<pre>openssl dgst -sha256 -binary agreement.txt &gt; agreement.hash
openssl pkeyutl -verify -pubin -inkey signature-1.pem -rawin -in agreement.hash -sigfile signature-1.sig</pre>
<p>or with Python and PyNaCl, all of them at once; it ends in an error if one is false:</p>
<pre>import hashlib, json, nacl.signing
digest = hashlib.sha256(open("agreement.txt", "rb").read()).digest()
for s in json.load(open("agreement.json"))["signatures"]:
    key = nacl.signing.VerifyKey(bytes.fromhex(s["public_key"]))
    key.verify(digest, bytes.fromhex(s["signature"]))
    print(s["party"], s["public_key"], "signed it")</pre>
<p>3. That a key belongs to whoever is named beside it is the server's word: it took the key from that person's session,
confirmed with a password or a one-time code. Compare the key with its owner by another way. Whether a signature was made
offline or in the browser is what the signatory stated. A page that a server delivers could be made to sign another
text; whoever must not depend on that signs offline.</p>
)";

}  // namespace

Json agreement_document(const Agreement& agreement, const Case* subject) {
  const auto& o = agreement.opened;
  auto parties = Json::array(), signatures = Json::array();
  for (const auto& party : o.parties) parties.push_back({{"id", party}, {"name", party_name(subject, party)}});
  for (const auto& s : agreement.signatures)
    signatures.push_back({{"party", s.event.party},
                          {"signatory", s.author.name},
                          {"time", s.time},
                          {"public_key", s.event.public_key},
                          {"signature", s.event.signature},
                          {"made", s.event.made}});
  return {{"parley", 1},
          {"document", "agreement"},
          {"title", o.title},
          {"sha256", o.sha256},
          {"algorithm", "Ed25519 over the 32 bytes of the SHA-256 of the text"},
          {"accepted", o.accepted},
          {"ad_referendum", o.referendum},
          {"opened", agreement.time},
          {"complete", agreement.complete()},
          {"parties", std::move(parties)},
          {"signatures", std::move(signatures)}};
}

std::string agreement_page(const Agreement& agreement, const Case* subject) {
  const auto& o = agreement.opened;
  const auto draft = text::read_bytes(o.text);
  if (!draft) throw std::logic_error("an agreement whose text cannot be read");
  const auto document = agreement_document(agreement, subject).dump(2) + "\n";
  const auto complete = agreement.complete();
  std::string state = complete ? "Signed by every party named, the last at " + to_text(*complete) + "."
                               : fmt::format("Not complete: {} of {} parties named have signed.",
                                             agreement.signatures.size(), o.parties.size());
  std::string out = fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta http-equiv=\"content-security-policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, "
      "initial-scale=1\">\n<title>{0}</title>\n{1}\n</head>\n<body>\n<main>\n"
      "<h1><bdi>{0}</bdi></h1>\n<p>{2} Every party asked had accepted this text {3} by {4}.</p>\n"
      "<dl>\n<dt>SHA-256 of the text</dt><dd><code>{5}</code></dd>\n<dt>Files</dt><dd>{6} {7}</dd>\n</dl>\n",
      escape(o.title), kStyle, state, o.referendum ? "ad referendum, and confirmed it since," : "finally",
      to_text(o.accepted), o.sha256, link("agreement.txt", o.text), link("agreement.json", document));
  out += "<h2>Signatures</h2>\n";
  std::size_t number = 0;
  for (const auto& s : agreement.signatures) out += signature_section(s, party_name(subject, s.event.party), ++number);
  for (const auto& party : o.parties)
    if (agreement.of(party) == nullptr)
      out += fmt::format("<h3><bdi>{}</bdi></h3>\n<p>Has not signed.</p>\n", escape(party_name(subject, party)));
  out += kVerify;
  out +=
      "<h2>The text</h2>\n<p>As it reads; what is signed are the bytes of agreement.txt.</p>\n" + text_section(*draft);
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace parley::broker
