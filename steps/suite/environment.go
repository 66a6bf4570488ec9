package suite

import "os"

// environment is what godog writes to the process's environment, as it was before.
var environment = []setting{remember("GODOG_SEED"), remember("GODOG_TESTED_PACKAGE")}

type setting struct {
	name, value string
	set         bool
}

func remember(name string) setting {
	value, set := os.LookupEnv(name)
	return setting{name, value, set}
}

// restoreEnvironment is called as soon as godog lets us, so that programs
// which a step starts inherit nothing of it.
func restoreEnvironment() {
	for _, v := range environment {
		if v.set {
			_ = os.Setenv(v.name, v.value)
		} else {
			_ = os.Unsetenv(v.name)
		}
	}
}
