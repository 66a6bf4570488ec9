package gws_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/deskproof/deskproof/sim/center"
)

// permissions are the rights of roles (Interactions API Operations, Permissions).
var permissions = []struct {
	method, path string
	admin        bool
}{
	{"GET", "/interactions", true},
	{"GET", "/interactions?fields=*", true},
	{"GET", "/me/interactions", false},
	{"GET", "/me/interactions?fields=*", false},
	{"GET", "/interactions/", false},
	{"PUT", "/interactions/", false},
	{"POST", "/me/interactions/", false},
}

func TestPermissions(t *testing.T) {
	may := map[center.AgentID]func(admin bool) bool{
		ana:  func(bool) bool { return true },
		ben:  func(bool) bool { return true },
		cleo: func(bool) bool { return true }, // both roles
		gail: func(admin bool) bool { return admin },
	}
	for _, p := range permissions {
		for user, allowed := range may {
			t.Run(people[user].Name+" "+p.method+" "+p.path, func(t *testing.T) {
				f := newFloor(t)
				id := f.email("Support")
				if user != ana {
					f.do(ana, id, "Reject") // to Ben
				}
				if user == cleo {
					f.do(ben, id, "Reject")
				}
				path, body := p.path, ""
				if path[len(path)-1] == '/' {
					path += id
				}
				if p.method != "GET" {
					f.do(user, id, "Accept")
					body = `{"operationName":"UpdateProperties","properties":{"a":1}}`
				}
				if allowed(p.admin) {
					assert.Equal(t, 200, f.ask(user, p.method, path, body).Status)
					return
				}
				f.refused(t, 5, 403, func() reply { return f.ask(user, p.method, path, body) })
			})
		}
	}
}
