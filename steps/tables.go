package steps

import (
	"github.com/deskproof/deskproof/steps/scene"
	"github.com/deskproof/deskproof/steps/target/scapi"
)

// table is the table below a step.
type table = scene.Table

// event is an event as a desk saw it.
type event = scapi.Event
