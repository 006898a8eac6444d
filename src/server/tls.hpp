// The TLS side of the server: version 1.3 and nothing older, HTTP/1.1 only, no resumption (so that a stolen ticket key
// opens nothing).
#pragma once

#include <memory>
#include <string>

#include <boost/asio/ssl/context.hpp>

#include "base/error.hpp"

namespace parley::server {

// From PEM files. kIo: a file cannot be read or the key is not the certificate's; the message names no content.
Result<std::unique_ptr<boost::asio::ssl::context>> tls_context(const std::string& certificate, const std::string& key);

}  // namespace parley::server
