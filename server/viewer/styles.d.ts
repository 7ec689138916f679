/** Style sheets belong to the component that imports them; vite gathers them. */
declare module '*.css';
