/**
 * The program of a process that runs a function's handler, as Lambda's runtime for Node.js does: it loads the handler, then
 * responds to one event at a time. It needs no translation, so that a process starts in little time.
 * Behaviour: aws/aws-lambda-nodejs-runtime-interface-client, Runtime.js, CallbackContext.js and Errors.js.
 * Arguments: the folder, the handler such as `index.handler`, and the runtime such as `nodejs24.x`.
 */
const { join } = require("node:path");
const { types } = require("node:util");

const [folder = "", handlerName = "", runtime = ""] = process.argv.slice(2);
const [file = "", exported = ""] = handlerName.split(".");

// Functions do not have it in Lambda, and must not answer for the runtime.
const send = process.send?.bind(process);
process.send = undefined;

let handler;
let onEmptyLoop = () => {};

// While an event is processed, the channel does not keep the process alive: an empty event loop is then noticed.
process.on("beforeExit", () => {
    process.channel?.ref();
    setImmediate(onEmptyLoop);
});
process.on("disconnect", () => process.exit(0));
// Ctrl-C reaches every process of the terminal: ignore it, so that the event is finished unless the parent ends this process.
process.on("SIGINT", () => {});
process.on("uncaughtException", (error) => exitWith(error, 129));
process.on("unhandledRejection", (reason) => exitWith(unhandledRejection(reason), 128));

process.on("message", ({ id, event, deadline, arn }) => {
    let isFinished = false;
    const finish = (error, result) => {
        if (isFinished) return;
        isFinished = true;
        onEmptyLoop = () => {};
        process.channel?.ref();
        if (error !== undefined && error !== null) respond({ error: describe(error) });
        else respond(serialized(result));
    };
    const succeed = (result) => finish(undefined, result);
    const fail = (error) => finish(error ?? "handled");
    const context = {
        callbackWaitsForEmptyEventLoop: true,
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
        functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
        memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
        logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
        logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
        invokedFunctionArn: arn,
        awsRequestId: id,
        getRemainingTimeInMillis: () => deadline - Date.now(),
        succeed,
        fail,
        done: finish,
    };
    let isCalled = false;
    const callback = (error, result) => {
        if (isCalled) return;
        isCalled = true;
        const isFailed = error !== undefined && error !== null;
        if (isFailed || !context.callbackWaitsForEmptyEventLoop) finish(error, result);
        else onEmptyLoop = () => succeed(result);
    };
    onEmptyLoop = () => (isAsync(handler) ? fail(neverSettled()) : succeed(null));
    process.channel?.unref();
    try {
        const result = handler(JSON.parse(event), context, callback);
        if (typeof result?.then === "function") result.then(succeed, fail);
    } catch (error) {
        callback(error);
    }
});

function respond(message) {
    send?.(message);
}

function exitWith(error, code) {
    send?.({ error: describe(error), isLast: true }, () => process.exit(code));
}

function serialized(result) {
    try {
        return { payload: JSON.stringify(result === undefined ? null : result) ?? "null" };
    } catch {
        return { error: describe(new Error("Unable to stringify response body")) };
    }
}

function describe(error) {
    if (!types.isNativeError(error)) return { errorType: typeof error, errorMessage: String(error), trace: [] };
    return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split("\n") };
}

function named(name, message) {
    return Object.assign(new Error(message), { name });
}

function unhandledRejection(reason) {
    return named("Runtime.UnhandledPromiseRejection", String(reason));
}

function neverSettled() {
    const message =
        "The Lambda runtime client detected an unexpected Node.js exit code. This is most commonly caused by a Promise that was never settled. For more information, see https://nodejs.org/docs/latest/api/process.html#exit-codes";
    return named("Runtime.NodeJsExit", message);
}

function isAsync(given) {
    return types.isAsyncFunction(given);
}

function load() {
    const path = join(folder, file);
    const found = requireFrom(path)[exported];
    if (typeof found !== "function")
        throw named("Runtime.HandlerNotFound", `${handlerName} is undefined or not exported`);
    const [, version = "0"] = /^nodejs(\d+)/.exec(runtime) ?? [];
    // The Node.js that runs here may be another than that of the function's runtime.
    if (Number(version) >= 24 && found.length >= 3) throw named("Runtime.CallbackHandlerDeprecated", callbackMessage);
    return found;
}

const callbackMessage =
    "AWS Lambda has removed support for callback-based function handlers starting with Node.js 24. You need to modify this function to use a supported handler signature to use Node.js 24 or later.";

function requireFrom(path) {
    try {
        return require(path);
    } catch (error) {
        if (error instanceof SyntaxError) throw named("Runtime.UserCodeSyntaxError", `SyntaxError: ${error.message}`);
        if (error?.code === "MODULE_NOT_FOUND") throw named("Runtime.ImportModuleError", `Error: ${error.message}`);
        throw error;
    }
}

try {
    handler = load();
    send?.({ isLoaded: true });
} catch (error) {
    exitWith(error, 1);
}
