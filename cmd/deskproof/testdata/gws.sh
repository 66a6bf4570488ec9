api=http://127.0.0.1:8470/api/v2
ask() { curl -sS -b ana.cookies -H 'Content-Type: application/json' "$@"; echo; }

# Ana logs in, begins her day, and takes e-mails.
curl -sS -u ana:password -c ana.cookies $api/me; echo
ask $api/me -d '{"operationName":"StartContactCenterSession","channels":["chat","email"]}'
ask $api/me/channels/email -d '{"operationName":"Ready"}'

# Her client listens (a CometD library does this for it).
client=$(ask $api/notifications -d '[{"channel":"/meta/handshake","version":"1.0","supportedConnectionTypes":["long-polling"]}]' |
  sed 's/.*"clientId":"\([^"]*\)".*/\1/')
ask $api/notifications -d '[{"channel":"/meta/subscribe","clientId":"'$client'","subscription":"/v2/me/interactions"}]'

# A customer writes, and Ana is told.
curl -sS -d '{"jsonrpc":"2.0","id":1,"method":"email.arrive","params":{"target":{"type":"queue","name":"Support"},"from":"carla@example.com","subject":"Bill"}}' http://127.0.0.1:8470/stage
told=$(ask $api/notifications -d '[{"channel":"/meta/connect","clientId":"'$client'","connectionType":"long-polling","advice":{"timeout":0}}]')
echo "$told"

# She accepts, and sees what she has.
id=$(echo "$told" | sed 's/.*"interactionId":"\([^"]*\)".*/\1/')
ask $api/me/interactions/$id -d '{"operationName":"Accept"}'
ask "$api/me/interactions?fields=*"
