// A clock to tell a story by. Stopped, it fills the field of the seconds; without a script the clock
// is not there, and the field is filled by hand.
//
// <div data-clock data-target="90" data-most="120" hidden>
//   <p data-face>0:00</p> <button data-start data-stop="Stop" data-again="Start again">Start</button>
//   <p role="status" data-said data-target-said="…" data-most-said="…" data-stopped-said="…"></p>
// </div> <input data-took>
const clock = document.querySelector("[data-clock]");
const took = document.querySelector("input[data-took]");

if (clock && took) {
  const [face, button, said] = ["face", "start", "said"].map((name) => clock.querySelector(`[data-${name}]`));
  const target = Number(clock.dataset.target);
  const most = Number(clock.dataset.most);
  let began = null;
  let ticking = null;

  const passed = () => Math.round((performance.now() - began) / 1000);
  const written = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
  const say = (sentence) => {
    if (said.textContent !== sentence) said.textContent = sentence;
  };

  const show = () => {
    const seconds = passed();
    face.textContent = written(seconds);
    clock.classList.toggle("is-long", seconds > target);
    clock.classList.toggle("is-too-long", seconds > most);
    say(seconds > most ? said.dataset.mostSaid : seconds > target ? said.dataset.targetSaid : "");
  };

  const start = () => {
    began = performance.now();
    ticking = setInterval(show, 250);
    button.textContent = button.dataset.stop;
    show();
  };

  const stop = () => {
    clearInterval(ticking);
    ticking = null;
    show();
    took.value = written(Math.max(1, passed()));
    button.textContent = button.dataset.again;
    say(said.dataset.stoppedSaid);
  };

  clock.hidden = false;
  button.addEventListener("click", () => (ticking === null ? start() : stop()));
}
