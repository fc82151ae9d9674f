// Turns off the debugging aids of the SDK, which take half of a program's time here.

type Watch = (promise: Promise<unknown>, context: string) => Promise<unknown>;

// The SDK calls both functions by these objects, which can therefore be changed.
const debuggable: { debuggablePromise: Watch } = require("@pulumi/pulumi/runtime/debuggable");
const log: { debug: () => Promise<void> } = require("@pulumi/pulumi/log");

const resource: { Resource: { callsites: () => object[] } } = require("@pulumi/pulumi/resource");

const { debuggablePromise: watch } = debuggable;

// The stack traces of promises are printed only with PULUMI_DEBUG_PROMISE_LEAKS (@pulumi/pulumi, runtime/debuggable.js).
// With source maps they are slow, and each resource has many.
function watchWithoutTrace(promise: Promise<unknown>, context: string): Promise<unknown> {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    try {
        return watch(promise, context);
    } finally {
        Error.stackTraceLimit = stackTraceLimit;
    }
}

if (!process.env.PULUMI_DEBUG_PROMISE_LEAKS) debuggable.debuggablePromise = watchWithoutTrace;

// The SDK sends each debug message to the engine in a separate call, one after the other, and the engine shows it only
// with `--debug`.
log.debug = async () => {};

// The SDK sends the whole stack trace of each resource, which with source maps takes a tenth of a program's time. The engine only stores
// it, in a state that is temporary here (@pulumi/pulumi, resource.js, Resource.callsites).
resource.Resource.callsites = () => [];

export {};
