// Stands in for the AWS CLI in an offline run: asks the simulated cloud at the address of the first argument, and knows
// the one command that the program calls. Plain JavaScript, so that it starts fast.
const [address, ...command] = process.argv.slice(2);

// What the AWS CLI leaves with where it cannot read its command line
// (docs.aws.amazon.com/cli/latest/userguide/cli-usage-returncodes.html).
const misuse = 252;

ask().then(
    ({ code, text }) => {
        if (text) process.stderr.write(`${text}\n`);
        process.exitCode = code;
    },
    (error) => {
        process.stderr.write(`the simulated cloud does not answer: ${error.message}\n`);
        process.exitCode = 255;
    },
);

async function ask() {
    const body = JSON.stringify(command);
    const answer = await fetch(address, { method: "POST", body });
    if (!answer.ok) return { code: misuse, text: await answer.text() };
    return answer.json();
}
