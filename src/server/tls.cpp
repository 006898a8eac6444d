#include "server/tls.hpp"

#include <array>

#include <openssl/ssl.h>

namespace parley::server {
namespace {

namespace ssl = boost::asio::ssl;

// Clients that offer protocols are told http/1.1; one that offers only others is refused.
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* length, const unsigned char* offered,
                    unsigned int offered_length, void*) {
  static constexpr std::array<unsigned char, 9> kHttp11 = {8, 'h', 't', 't', 'p', '/', '1', '.', '1'};
  unsigned char* found = nullptr;
  if (SSL_select_next_proto(&found, length, kHttp11.data(), kHttp11.size(), offered, offered_length) !=
      OPENSSL_NPN_NEGOTIATED)
    return SSL_TLSEXT_ERR_ALERT_FATAL;
  *chosen = found;
  return SSL_TLSEXT_ERR_OK;
}

}  // namespace

Result<std::unique_ptr<ssl::context>> tls_context(const std::string& certificate, const std::string& key) {
  const auto refuse = [](const std::string& what, const std::string& hint) {
    return std::unexpected(Error{ErrorCode::kIo, what, hint, {}});
  };
  auto context = std::make_unique<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
  SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_num_tickets(native, 0);
  SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
  SSL_CTX_set_alpn_select_cb(native, choose_protocol, nullptr);
  boost::system::error_code error;
  if (context->use_certificate_chain_file(certificate, error))
    return refuse("cannot read the certificate " + certificate, "a PEM file, the server's certificate first");
  if (context->use_private_key_file(key, ssl::context::pem, error))
    return refuse("cannot use the private key " + key, "a PEM file without passphrase that belongs to the certificate");
  if (SSL_CTX_check_private_key(native) != 1) return refuse("the private key is not the certificate's", "");
  return context;
}

}  // namespace parley::server
