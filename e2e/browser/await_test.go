package browser_test

import "github.com/chromedp/cdproto/runtime"

// awaited makes an evaluation wait for the promise that it comes to.
func awaited(p *runtime.EvaluateParams) *runtime.EvaluateParams { return p.WithAwaitPromise(true) }
