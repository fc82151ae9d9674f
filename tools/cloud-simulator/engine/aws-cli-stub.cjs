// A stub of the AWS CLI for an offline run: forwards the command to the simulated cloud at the address of the first argument.
// Plain JavaScript, so that it starts fast.
const [address, ...command] = process.argv.slice(2);

// Exit code of the AWS CLI for a command line that it cannot parse
// (docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html).
const usageError = 252;

forward().then(
    ({ code, text, output }) => {
        if (text) process.stderr.write(`${text}\n`);
        if (output) process.stdout.write(`${output}\n`);
        process.exitCode = code;
    },
    (error) => {
        process.stderr.write(`the simulated cloud is out of reach: ${error.message}\n`);
        process.exitCode = 255;
    },
);

async function forward() {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SESSION_TOKEN: token } = process.env;
    const body = JSON.stringify({ command, environment: { accessKeyId, token } });
    const response = await fetch(address, { method: "POST", body });
    if (!response.ok) return { code: usageError, text: await response.text() };
    return response.json();
}
