/** A door of its own for training the racing agent. */
export { FlightSchool } from './flight-school.ts';
export { PilotLessonBook, type PilotLessons } from './pilot-lessons.ts';
export { PilotTrainer } from './pilot-trainer.ts';
export { UavVisionAgent } from './uav-vision-agent.ts';
