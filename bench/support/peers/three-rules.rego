# The three rules that the review is measured against: weak keys, long lifetimes, self-signed certificates for servers.
package main

import rego.v1

resources contains resource if {
	some type, named in input.resource
	some name, values in named
	resource := {"type": type, "name": name, "values": values}
}

resources contains resource if {
	some planned in input.planned_values.root_module.resources
	resource := {"type": planned.type, "name": planned.name, "values": planned.values}
}

deny contains message if {
	some resource in resources
	resource.type == "tls_private_key"
	resource.values.rsa_bits < 2048
	message := sprintf("%s: the key is too short", [resource.name])
}

deny contains message if {
	some resource in resources
	resource.type == "tls_locally_signed_cert"
	resource.values.validity_period_hours > 9552
	message := sprintf("%s: the lifetime is too long", [resource.name])
}

deny contains message if {
	some resource in resources
	resource.type == "tls_self_signed_cert"
	not resource.values.is_ca_certificate
	message := sprintf("%s: self-signed", [resource.name])
}
