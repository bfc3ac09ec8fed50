#pragma once

// Refusals as OAuth clients read them (RFC 6749, 5.2): `{"error":"invalid_client","error_description":"…"}`.

#include "platform/http/endpoint_record.hpp"

namespace gatehouse::http {

/// The status of an OAuth error where a problem would have `status`: most are 400.
int oauth_status(int status);

Reply oauth_error(const Error& error, const Request& request, Challenge challenge);

}  // namespace gatehouse::http
