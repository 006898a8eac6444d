// TLS, with a certificate that the test makes.
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>

#include "server/server_harness.hpp"

namespace parley::server {
namespace {

using namespace test;

// A certificate of this test's own, made as `openssl req -x509` would.
class Certificate {
 public:
  Certificate() : folder_(std::filesystem::temp_directory_path() / fmt::format("parley-tls-{}", ::getpid())) {
    std::filesystem::create_directories(folder_);
    EVP_PKEY* pair = EVP_PKEY_Q_keygen(nullptr, nullptr, "EC", "P-256");
    X509* x509 = X509_new();
    ASN1_INTEGER_set(X509_get_serialNumber(x509), 1);
    X509_gmtime_adj(X509_getm_notBefore(x509), 0);
    X509_gmtime_adj(X509_getm_notAfter(x509), 3600);
    X509_set_pubkey(x509, pair);
    X509_NAME* name = X509_get_subject_name(x509);
    X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("localhost"), -1, -1,
                               0);
    X509_set_issuer_name(x509, name);
    X509_sign(x509, pair, EVP_sha256());
    write(certificate(), [&](std::FILE* file) { PEM_write_X509(file, x509); });
    write(key(), [&](std::FILE* file) { PEM_write_PrivateKey(file, pair, nullptr, nullptr, 0, nullptr, nullptr); });
    X509_free(x509);
    EVP_PKEY_free(pair);
  }
  ~Certificate() { std::filesystem::remove_all(folder_); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;

  std::string certificate() const { return folder_ / "certificate.pem"; }
  std::string key() const { return folder_ / "key.pem"; }
  ServerOptions options() const {
    ServerOptions options;
    options.tls_certificate = certificate();
    options.tls_key = key();
    return options;
  }

 private:
  static void write(const std::string& path, const std::function<void(std::FILE*)>& body) {
    std::FILE* file = std::fopen(path.c_str(), "w");
    body(file);
    std::fclose(file);
  }
  std::filesystem::path folder_;
};

// The version that a client that offers `lowest`..`highest` ends up with, and the answer to one request.
std::pair<std::string, std::string> over_tls(std::uint16_t port, int lowest, int highest, const std::string& request) {
  Socket socket(port);
  SSL_CTX* context = SSL_CTX_new(TLS_client_method());
  SSL_CTX_set_security_level(context, 0);
  SSL_CTX_set_min_proto_version(context, lowest);
  SSL_CTX_set_max_proto_version(context, highest);
  SSL* ssl = SSL_new(context);
  SSL_set_fd(ssl, socket.fd());
  std::pair<std::string, std::string> result;
  if (SSL_connect(ssl) == 1) {
    result.first = SSL_get_version(ssl);
    SSL_write(ssl, request.data(), static_cast<int>(request.size()));
    char piece[4096];
    int size;
    while ((size = SSL_read(ssl, piece, sizeof piece)) > 0) result.second.append(piece, static_cast<std::size_t>(size));
  }
  SSL_free(ssl);
  SSL_CTX_free(context);
  return result;
}

TEST(HttpServerTls, SpeaksTls13) {
  const Certificate certificate;
  Running running(certificate.options());
  const auto [version, answer] =
      over_tls(running.port(), TLS1_2_VERSION, TLS1_3_VERSION, get("/a", "Connection: close\r\n"));
  EXPECT_EQ(version, "TLSv1.3");
  EXPECT_TRUE(answer.ends_with("GET /a [] ")) << answer;
  const auto large =
      over_tls(running.port(), TLS1_3_VERSION, TLS1_3_VERSION, get("/large", "Connection: close\r\n")).second;
  EXPECT_GT(large.size(), 8'000'000U);
}

TEST(HttpServerTls, RefusesWhatIsOlder) {
  const Certificate certificate;
  Running running(certificate.options());
  EXPECT_EQ(over_tls(running.port(), TLS1_VERSION, TLS1_2_VERSION, get("/a")).first, "");
  EXPECT_EQ(over_tls(running.port(), TLS1_3_VERSION, TLS1_3_VERSION, get("/a", "Connection: close\r\n")).first,
            "TLSv1.3");
}

TEST(HttpServerTls, StreamsEvents) {
  const Certificate certificate;
  Running running(certificate.options());
  std::thread publisher([&] {
    EXPECT_TRUE(comes_true([&] { return running.echo.streams() == 1; }));
    running.echo.publish("data: one\n\n");
    running.echo.publish("");
  });
  const auto [version, answer] = over_tls(running.port(), TLS1_3_VERSION, TLS1_3_VERSION, get("/events"));
  publisher.join();
  EXPECT_TRUE(answer.ends_with("data: hello\n\ndata: one\n\n")) << answer;
}

TEST(HttpServerTls, EndsAClientThatDoesNotFinishTheHandshake) {
  const Certificate certificate;
  ServerOptions options = certificate.options();
  options.limits.header = milliseconds(300);
  Running running(options);
  Socket plain(running.port());
  plain.send(std::string("\x16\x03\x01", 3));
  EXPECT_LT(seconds_of([&] { EXPECT_EQ(plain.read_to_end(), ""); }), 3.0);
}

TEST(HttpServerTls, AKeyOfAnotherCertificateIsAnError) {
  const Certificate certificate;
  ServerOptions options = certificate.options();
  Echo echo;
  options.tls_key = options.tls_certificate;
  ASSERT_FALSE(listen(options, echo));
  EXPECT_EQ(listen(options, echo).error().code, ErrorCode::kIo);
  options.tls_certificate = "/nowhere";
  EXPECT_EQ(listen(options, echo).error().code, ErrorCode::kIo);
}

}  // namespace
}  // namespace parley::server
